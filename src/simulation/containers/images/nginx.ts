import type { Image } from '../image.ts';
import { type Program, pause, write } from '../syscalls.ts';
import { folder, smallLinux, textFile } from './baseFiles.ts';

/** What the newest image of the catalogue says of itself. */
const version = '1.29.1';

/** nginx logs a notice as `2026/11/22 16:00:00 [notice] 1#1: text`. */
function notice(nowMs: number, pid: number, text: string): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
  return `${stamp} [notice] ${pid}#${pid}: ${text}\n`;
}

/** The lines of the image's entrypoint script, then the server's; SIGQUIT ends it gently, SIGTERM at once. */
const server: Program = function* (process) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) process.dispositions.set(signal, 'catch');
  const script = '/docker-entrypoint.sh:';
  const lines = [
    `${script} /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${script} Looking for shell scripts in /docker-entrypoint.d/`,
    `${script} Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh`,
    '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
    '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
    `${script} Sourcing /docker-entrypoint.d/15-local-resolvers.envsh`,
    `${script} Launching /docker-entrypoint.d/20-envsubst-on-templates.sh`,
    `${script} Launching /docker-entrypoint.d/30-tune-worker-processes.sh`,
    `${script} Configuration complete; ready for start up`,
  ];
  yield* write(1, `${lines.join('\n')}\n`);
  const say = (text: string) => write(2, notice(process.nowMs, process.pid, text));
  yield* say('using the "epoll" event method');
  yield* say(`nginx/${version}`);
  yield* say('start worker processes');
  for (;;) {
    const signal = process.caught.shift();
    if (signal === 'SIGQUIT') yield* say('signal 3 (SIGQUIT) received, shutting down');
    else if (signal) yield* say(`signal ${signal === 'SIGTERM' ? 15 : 2} (${signal}) received, exiting`);
    if (signal) {
      yield* say('exit');
      return 0;
    }
    yield* pause();
  }
};

const indexPage =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';
const defaultConf =
  'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n';

/** docker.io/library/nginx. Has no sockets yet: they come with the network. */
export const nginx: Image = {
  files: {
    ...smallLinux,
    'docker-entrypoint.sh': { kind: 'program', program: server },
    etc: folder({
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\n'),
      group: textFile('root:x:0:\nnginx:x:101:\n'),
      nginx: folder({
        'nginx.conf': textFile('user  nginx;\nworker_processes  auto;\n'),
        'conf.d': folder({ 'default.conf': textFile(defaultConf) }),
      }),
    }),
    usr: folder({
      bin: folder(),
      sbin: folder({ nginx: { kind: 'program', program: server } }),
      share: folder({ nginx: folder({ html: folder({ 'index.html': textFile(indexPage) }) }) }),
    }),
    var: folder({
      cache: folder({ nginx: folder() }),
      log: folder({
        nginx: folder({
          'access.log': { kind: 'link', target: '/dev/stdout' },
          'error.log': { kind: 'link', target: '/dev/stderr' },
        }),
      }),
      run: folder(),
      tmp: folder({}, 0o1777),
    }),
  },
  entrypoint: ['/docker-entrypoint.sh'],
  command: ['nginx', '-g', 'daemon off;'],
  env: { NGINX_VERSION: version },
  workingDir: '/',
  stopSignal: 'SIGQUIT',
};
