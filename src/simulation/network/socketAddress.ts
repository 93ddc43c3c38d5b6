/** Where one end of a connection is. */
export interface SocketAddress {
  /** IPv4 in dots, or IPv6 in colons. */
  readonly ip: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** Whether an address leads back to its own network namespace: 127.0.0.0/8 and ::1. */
export function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

/** Whether a listener on this address takes connections to every address of its namespace. */
export function isAnyAddress(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}

/** `10.244.1.7:80`, `[::1]:80`. */
export function formatSocketAddress({ ip, port }: SocketAddress): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
