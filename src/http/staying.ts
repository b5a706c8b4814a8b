import { networkOf } from '../base/network.ts'

/** How many are at each place on the network just now; an address counts as the place that it is at. */
export function staying() {
  const places = new Map<string, number>()

  return {
    countAt: (address: string): number => places.get(networkOf(address)) ?? 0,

    /** Counts one more until the returned function is called. */
    comes(address: string): () => void {
      const place = networkOf(address)
      places.set(place, (places.get(place) ?? 0) + 1)
      return () => {
        const left = (places.get(place) ?? 1) - 1
        if (left > 0) places.set(place, left)
        else places.delete(place)
      }
    },
  }
}
