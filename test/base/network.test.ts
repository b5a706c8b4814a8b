import { addressList, clientAddress, networkOf } from '../../src/base/network.ts'

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', 'unknown'],
  ['x'.repeat(8000), 'unknown'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it.each([
  [['loopback'], '127.0.0.9', true],
  [['loopback'], '::1', true],
  [['loopback'], '::ffff:127.0.0.1', true],
  [['10.0.0.0/8', '2001:db8::/32'], '10.9.8.7', true],
  [['10.0.0.0/8', '2001:db8::/32'], '2001:db8:9::1', true],
  [['10.0.0.0/8', '2001:db8::/32'], '11.0.0.1', false],
  [['203.0.113.7'], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.8', false],
  [['uniquelocal', 'linklocal'], '192.168.1.1', true],
  [['uniquelocal', 'linklocal'], 'fe80::1', true],
  [[], '127.0.0.1', false],
  [['loopback'], 'nonsense', false],
])('of %j: %s is one of them: %s', (list, address, expected) => {
  expect(addressList(list)(address)).toBe(expected)
})

const isProxy = addressList(['10.0.0.0/8'])

it.each([
  ['nobody in between', '203.0.113.7', undefined, '203.0.113.7'],
  ['somebody who says that they come from elsewhere', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['a proxy', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['two of them', '10.0.0.1', '203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['a proxy, and a hop that was made up', '10.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['a proxy that names nobody', '10.0.0.1', undefined, '10.0.0.1'],
  ['a proxy that was told nonsense', '10.0.0.1', 'nonsense, 10.0.0.2', '10.0.0.2'],
])('finds who is behind %s', (_name, remote, forwardedFor, expected) => {
  expect(clientAddress(remote, forwardedFor, isProxy)).toBe(expected)
})
