const mostEarly = 20
const mostAlike = 5

/** What happened before it is known whether anything waits for it: 20 at most, and of one name 5, so that others have room. */
export function earlyHappenings<Happened extends { name: string }>() {
  const early: Happened[] = []
  return {
    add(happened: Happened): void {
      const alike = early.filter(({ name }) => name === happened.name)
      if (early.length < mostEarly && alike.length < mostAlike) early.push(happened)
    },

    take: (): Happened[] => early.splice(0),
  }
}
