import type { Refused } from './en.ts'

export const refused: Refused = {
  invalid: 'Cela ne peut pas partir tel quel : quelque chose est trop long ou n’est pas permis.',
  entry: 'Cela n’est plus possible depuis cette page. Rechargez-la.',
  late: 'Il est trop tard pour cela : quelque chose a changé entre-temps.',
  full: 'Il n’y a plus de place ici.',
  tooMuch: (when) => `C’était beaucoup à la fois. Réessayez ${when}.`,
}
