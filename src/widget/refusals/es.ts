import type { Refused } from './en.ts'

export const refused: Refused = {
  invalid: 'No se puede enviar así: hay algo demasiado largo o que no está permitido.',
  entry: 'Desde esta página ya no es posible. Vuelve a cargarla.',
  late: 'Ya es tarde para eso: entretanto ha cambiado algo.',
  full: 'Aquí no cabe más.',
  tooMuch: (when) => `Ha sido mucho de una vez. Inténtalo de nuevo ${when}.`,
}
