/** Holds the last `most` of what it is given, oldest first. */
export function ring<Line>(most: number) {
  let lines: Line[] = []
  return {
    add(line: Line): void {
      lines = [...lines.slice(1 - most), line]
    },
    all: (): Line[] => lines,
  }
}
