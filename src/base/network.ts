import { BlockList, isIP } from 'node:net'

const named: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Whether an address is one of those that a list names: addresses, ranges such as 10.0.0.0/8, `loopback` and the like. */
export function addressList(list: readonly string[]): (address: string) => boolean {
  const members = new BlockList()
  for (const range of list.flatMap((one) => named[one] ?? [one])) {
    const [base = '', bits] = range.split('/')
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4'
    members.addSubnet(base, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return (address) => {
    const plain = unmapped(address)
    const version = isIP(plain)
    return version !== 0 && members.check(plain, version === 6 ? 'ipv6' : 'ipv4')
  }
}

/**
 * Who is at the other end: the address that the nearest untrusted hop was seen with. `forwardedFor` is the header
 * X-Forwarded-For, to which each proxy adds on the right whom it was asked by.
 */
export function clientAddress(
  remote: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const hops = [remote, ...(forwardedFor ?? '').split(',').reverse()].map((hop) => hop.trim())
  let nearest = remote
  for (const hop of hops) {
    if (isIP(unmapped(hop)) === 0) break
    nearest = hop
    if (!isTrusted(hop)) break
  }
  return nearest
}

/** What counts as one place on the network: an IPv4 address, or the /64 of IPv6 that one customer has to themselves. */
export function networkOf(address: string): string {
  const plain = unmapped(address)
  const version = isIP(plain)
  if (version === 4) return plain
  if (version === 0) return 'unknown'
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const groups = head ? head.split(':') : []
  const behind = tail ? tail.split(':') : []
  // An IPv4 address at the end stands for two groups, none of them among the first four where the rest is whole.
  const length = behind.length + (behind.at(-1)?.includes('.') ? 1 : 0)
  const whole =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - length).fill('0'), ...behind]
  const first = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/64`
}

/** An IPv4 address that came over an IPv6 socket, as it is written everywhere else. */
const unmapped = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
