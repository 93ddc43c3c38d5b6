import type { Process } from '../../process.ts';
import { type Program, write } from '../../syscalls.ts';

const mtu = 1500;

/** `ip addr`, `ip route`, `ip link`: what a Pod's network namespace has. */
export const ipApplet: Program = function* (process) {
  const words = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const [object = 'help'] = words;
  if ('address'.startsWith(object)) yield* write(1, interfaces(process, 'addresses'));
  else if ('link'.startsWith(object)) yield* write(1, interfaces(process, 'links'));
  else if ('route'.startsWith(object)) yield* write(1, routes(process));
  else {
    yield* write(2, 'BusyBox v1.36.1 multi-call binary.\n\nUsage: ip [OPTIONS] address|route|link [ARGS]\n');
    return 1;
  }
  return 0;
};

/** `ifconfig [eth0]`. */
export const ifconfig: Program = function* (process) {
  const { ip } = process.kernel.network;
  const wanted = process.argv.slice(1).find((word) => !word.startsWith('-'));
  const devices: Readonly<Record<string, string>> = {
    eth0: `eth0      Link encap:Ethernet  HWaddr ${hardwareAddress(ip)}  \n          inet addr:${ip}  Bcast:${broadcast(ip)}  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:${mtu}  Metric:1\n\n`,
    lo: 'lo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n          inet6 addr: ::1/128 Scope:Host\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n',
  };
  if (wanted !== undefined && !Object.hasOwn(devices, wanted)) {
    yield* write(2, `ifconfig: ${wanted}: error fetching interface information: Device not found\n`);
    return 1;
  }
  yield* write(1, wanted === undefined ? Object.values(devices).join('') : (devices[wanted] as string));
  return 0;
};

function interfaces(process: Process, what: 'addresses' | 'links'): string {
  const { ip } = process.kernel.network;
  const addresses = (lines: string) => (what === 'addresses' ? lines : '');
  return (
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n' +
    addresses(
      '    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n    inet6 ::1/128 scope host \n       valid_lft forever preferred_lft forever\n',
    ) +
    `2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu ${mtu} qdisc noqueue \n    link/ether ${hardwareAddress(ip)} brd ff:ff:ff:ff:ff:ff\n` +
    addresses(
      `    inet ${ip}/24 brd ${broadcast(ip)} scope global eth0\n       valid_lft forever preferred_lft forever\n`,
    )
  );
}

function routes(process: Process): string {
  const { ip } = process.kernel.network;
  const prefix = ip.replace(/\d+$/, '');
  return `default via ${prefix}1 dev eth0 \n${prefix}0/24 dev eth0 scope link  src ${ip} \n`;
}

function broadcast(ip: string): string {
  return ip.replace(/\d+$/, '255');
}

/** An address made from the IP, as some network plugins do. */
function hardwareAddress(ip: string): string {
  const bytes = ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return ['0a', '58', ...bytes].join(':');
}
