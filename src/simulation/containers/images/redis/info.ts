import { baseMemoryBytes } from './keyspace.ts';
import type { RedisServer } from './server.ts';

/** `INFO`: the sections that people look at. */
export function infoText(server: RedisServer, wanted: string | undefined): string {
  const { process, settings } = server;
  const master = settings.get('replicaof')?.split(' ') ?? [];
  const isReplica = master.length > 1;
  const seconds = Math.floor((process.nowMs - process.startedMs) / 1000);
  const used = baseMemoryBytes + server.usedBytes;
  const keyspace = server.databases.flatMap((keys, index) => {
    const names = keys.keys();
    const expiring = names.filter((name) => keys.expiryOf(name) !== undefined).length;
    return names.length === 0 ? [] : [`db${index}:keys=${names.length},expires=${expiring},avg_ttl=0`];
  });
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      'Server',
      [
        `redis_version:${process.env.get('REDIS_VERSION') ?? ''}`,
        'redis_mode:standalone',
        'os:Linux 6.1.0 x86_64',
        `process_id:${process.pid}`,
        `tcp_port:${settings.get('port')}`,
        `uptime_in_seconds:${seconds}`,
      ],
    ],
    ['Clients', [`connected_clients:${server.clients}`, `blocked_clients:${server.waiting.size}`]],
    [
      'Memory',
      [
        `used_memory:${used}`,
        `used_memory_human:${(used / 1024 ** 2).toFixed(2)}M`,
        `maxmemory:${settings.get('maxmemory')}`,
        `maxmemory_policy:${settings.get('maxmemory-policy')}`,
      ],
    ],
    [
      'Replication',
      isReplica
        ? ['role:slave', `master_host:${master[0]}`, `master_port:${master[1]}`]
        : ['role:master', `connected_slaves:${server.replicas.size}`],
    ],
    ['Keyspace', keyspace],
  ];
  return sections
    .filter(([name]) => wanted === undefined || name.toLowerCase() === wanted)
    .map(([name, lines]) => `# ${name}\r\n${lines.map((line) => `${line}\r\n`).join('')}`)
    .join('\r\n');
}
