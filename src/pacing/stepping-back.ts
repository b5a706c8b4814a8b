type Choice = { channel: string; pace: string }

/**
 * How one choice steps back from another, if it does: to a more cautious channel, or else to a slower pace. Channels
 * are given from the most cautious on, paces from the soonest on.
 */
export function steppingBack(
  before: Choice,
  after: Choice,
  { channels, paces }: { channels: readonly string[]; paces: readonly string[] },
): 'left-channel' | 'slower' | undefined {
  if (channels.indexOf(after.channel) < channels.indexOf(before.channel)) return 'left-channel'
  const [was, is] = [paces.indexOf(before.pace), paces.indexOf(after.pace)]
  return was >= 0 && is > was ? 'slower' : undefined
}
