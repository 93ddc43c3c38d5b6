import { deepEqual, equal, match } from 'node:assert/strict';
import { ImageSession } from './imageSession.ts';

const podIp = '10.244.0.5';

/** A server that is told to listen on 127.0.0.1 or on all addresses: `ADDRESS` stands for that. */
interface Case {
  readonly image: string;
  readonly port: number;
  readonly args?: string[];
  readonly command?: string[];
  readonly env?: Record<string, string>;
  /** How it is told to listen everywhere, where that is not 0.0.0.0. */
  readonly everywhere?: string;
}

const script = (text: string) => ['sh', '-c', text];
const caddyfile = (text: string) =>
  script(`printf '${text}' > /etc/caddy/Caddyfile; exec caddy run --config /etc/caddy/Caddyfile`);

const cases: readonly Case[] = [
  {
    image: 'httpd:2.4',
    port: 8001,
    command: script('sed -i "s/^Listen 80/Listen ADDRESS:8001/" conf/httpd.conf; exec httpd-foreground'),
  },
  { image: 'caddy', port: 8002, command: caddyfile(':8002 {\\n\\tbind ADDRESS\\n\\trespond hi\\n}\\n') },
  {
    image: 'caddy:2.10.2',
    port: 8002,
    command: caddyfile('{\\n\\tdefault_bind ADDRESS\\n}\\n:8002 {\\n\\trespond hi\\n}\\n'),
  },
  { image: 'hashicorp/http-echo:1.0', port: 8003, args: ['-text=hi', '-listen=ADDRESS:8003'] },
  { image: 'nginx/nginx-prometheus-exporter:1.4.2', port: 8004, args: ['--web.listen-address=ADDRESS:8004'] },
  { image: 'nginx/nginx-prometheus-exporter', port: 8004, env: { LISTEN_ADDRESS: 'ADDRESS:8004' } },
  { image: 'prom/node-exporter', port: 8004, args: ['--web.listen-address', 'ADDRESS:8004'] },
  {
    image: 'prom/prometheus',
    port: 8004,
    args: ['--config.file=/etc/prometheus/prometheus.yml', '--web.listen-address=ADDRESS:8004'],
  },
  { image: 'busybox:1.36', port: 8005, command: ['nc', '-lk', '-s', 'ADDRESS', '-p', '8005'] },
  { image: 'busybox:1.36.1', port: 8006, command: ['httpd', '-f', '-p', 'ADDRESS:8006', '-h', '/etc'] },
  { image: 'python:3.12', port: 8007, command: ['python3', '-m', 'http.server', '--bind', 'ADDRESS', '8007'] },
  {
    image: 'nginx',
    port: 8008,
    command: script('printf "server { listen ADDRESS:8008; }" > /etc/nginx/conf.d/a.conf; exec nginx -g "daemon off;"'),
  },
  { image: 'redis:7', port: 6379, args: ['--bind', 'ADDRESS'] },
  { image: 'memcached:1.6', port: 11211, args: ['-l', 'ADDRESS'] },
  {
    image: 'postgres:17',
    port: 5432,
    args: ['-c', 'listen_addresses=ADDRESS'],
    env: { POSTGRES_PASSWORD: 'p' },
    everywhere: '*',
  },
  {
    image: 'mysql:8.4',
    port: 3306,
    args: ['--bind-address=ADDRESS'],
    env: { MYSQL_ROOT_PASSWORD: 'p' },
    everywhere: '*',
  },
  { image: 'mongo:8', port: 27017, args: ['--bind_ip', 'ADDRESS'] },
  { image: 'registry.k8s.io/etcd:3.6.4-0', port: 2379, args: ['--listen-client-urls', 'http://ADDRESS:2379'] },
];

/** Whether the port of a Pod whose server is told so is open at 127.0.0.1 and at the Pod's address. */
function opens({ image, port, args, command, env = {} }: Case, address: string): [loopback: boolean, outside: boolean] {
  const told = (word: string) => word.replaceAll('ADDRESS', address);
  const pod = new ImageSession();
  pod.serve('server', image, {
    ...(args && { args: args.map(told) }),
    ...(command && { command: command.map(told) }),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, told(value)])),
  });
  pod.run(20_000);
  equal(pod.exits.get('server'), undefined, pod.logOf('server'));
  const isOpen = (ip: string) => pod.ask('busybox', ['nc', '-z', '-w', '1', ip, String(port)]).exitCode === 0;
  return [isOpen('127.0.0.1'), isOpen(podIp)];
}

describe('the address on which a server listens', () => {
  for (const each of cases) {
    it(`${each.image}, ${(each.args ?? each.command ?? Object.values(each.env ?? {})).at(-1)}`, () => {
      deepEqual(opens(each, '127.0.0.1'), [true, false]);
      deepEqual(opens(each, each.everywhere ?? '0.0.0.0'), [true, true]);
    });
  }

  it('is named where it is taken or wrong', () => {
    const pod = new ImageSession();
    const ended = (image: string, args: string[]) => {
      pod.serve('server', image, { args });
      pod.run(3_000);
      return [pod.exits.get('server')?.exitCode, pod.logOf('server')] as const;
    };
    const echo = (address: string) => ended('hashicorp/http-echo', ['-text=hi', `-listen=${address}`]);
    match(echo('10.9.8.7:8080')[1], /listen tcp 10\.9\.8\.7:8080: bind: cannot assign requested address\n$/);
    match(echo('8080')[1], /listen tcp: address 8080: missing port in address\n$/);
    match(echo('nobody:80')[1], /listen tcp: lookup nobody: no such host\n$/);
    match(echo(':constructor')[1], /listen tcp: lookup tcp\/constructor: unknown port\n$/);
    match(echo(':99999')[1], /listen tcp: address 99999: invalid port\n$/);
    equal(echo(':99999')[0], 1);
    match(ended('prom/prometheus', ['--web.listen-address=10.9.8.7:8080'])[1], /cannot assign requested address/);
  });

  it('is that of the loopback device for an etcd that is told nothing', () => {
    deepEqual(opens({ image: 'registry.k8s.io/etcd:3.6.4-0', port: 2379 }, ''), [true, false]);
  });

  it('may be several', () => {
    const pod = new ImageSession();
    pod.serve('server', 'prom/node-exporter', {
      args: ['--web.listen-address=127.0.0.1:9001', '--web.listen-address=:9002'],
    });
    pod.run(1_000);
    const isOpen = (ip: string, port: number) => pod.ask('busybox', ['nc', '-z', '-w', '1', ip, `${port}`]).exitCode;
    deepEqual([isOpen('localhost', 9001), isOpen(podIp, 9001), isOpen(podIp, 9002)], [0, 1, 0]);
    match(
      pod.logOf('server'),
      /msg="Listening on" address=127\.0\.0\.1:9001\n.*msg="TLS is disabled\." http2=false address=127/,
    );
    match(pod.logOf('server'), /msg="Listening on" address=\[::\]:9002\n/);
  });
});
