import { refused } from '../../errno.ts';
import { HttpHeaders } from '../../http/message.ts';
import { HttpServer } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { type Program, pause, work, write } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { debianFiles, usrWith } from '../distributions.ts';
import { entrypointFor } from '../entrypoint.ts';
import { logIn } from '../mysql/clients.ts';
import { requestCpuMs } from '../web/requestCosts.ts';

const memoryBytes = 45 * 1024 * 1024;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

/** `[Sun Nov 22 16:00:00.000000 2026] [mpm_prefork:notice] [pid 1] text`, as Apache. */
function notice(process: Process, module: string, text: string): string {
  const date = new Date(process.nowMs);
  const [, time = ''] = date.toISOString().replace('Z', '000').split('T');
  const day = `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')}`;
  return `[${day} ${time} ${date.getUTCFullYear()}] [${module}:notice] [pid ${process.pid}] ${text}\n`;
}

/** Apache with WordPress: its pages need the database that WORDPRESS_DB_HOST names. */
const apache: Program = function* (process) {
  for (const signal of ['SIGTERM', 'SIGWINCH'] as const) process.dispositions.set(signal, 'catch');
  process.holdMemory(memoryBytes);
  const { env } = process;
  yield* write(
    2,
    'WordPress not found in /var/www/html - copying now...\nComplete! WordPress has been successfully copied to /var/www/html\n',
  );
  const fd = process.listen({ ip: '0.0.0.0', port: 80 });
  if (refused(fd)) {
    yield* write(
      2,
      `(98)${fd.text}: AH00072: make_sock: could not bind to address 0.0.0.0:80\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
    );
    return 1;
  }
  const server = new HttpServer(process, fd, {
    onRequest: function* ({ thread }) {
      yield* work(requestCpuMs.wordpress);
      const [host = '', port = '3306'] = (env.get('WORDPRESS_DB_HOST') ?? 'mysql').split(':');
      const user = env.get('WORDPRESS_DB_USER') ?? 'example username';
      const login = yield* logIn(thread, {
        host,
        port: Number(port),
        user,
        password: env.get('WORDPRESS_DB_PASSWORD') ?? '',
      });
      if ('code' in login) {
        const body =
          '<!DOCTYPE html>\n<html>\n<body id="error-page"><h1>Error establishing a database connection</h1></body>\n</html>\n';
        return { status: 500, headers: new HttpHeaders([['Content-Type', 'text/html; charset=utf-8']]), body };
      }
      thread.close(login.fd);
      const headers = new HttpHeaders([
        ['Location', '/wp-admin/install.php'],
        ['Content-Type', 'text/html; charset=UTF-8'],
      ]);
      return { status: 302, headers, body: '' };
    },
  });
  server.start();
  yield* write(
    2,
    notice(
      process,
      'mpm_prefork',
      'AH00163: Apache/2.4.65 (Debian) PHP/8.3.26 configured -- resuming normal operations',
    ),
  );
  yield* write(2, notice(process, 'core', "AH00094: Command line: 'apache2 -D FOREGROUND'"));
  while (process.caught.length === 0) yield* pause();
  yield* write(2, notice(process, 'mpm_prefork', 'AH00170: caught SIGWINCH, shutting down gracefully'));
  yield* server.stop();
  return 0;
};

/** docker.io/library/wordpress. Its STOPSIGNAL is SIGWINCH, a gentle end; SIGTERM ends it here in the same way. */
export function wordpress(version: string): Image {
  const bin = folder({
    'apache2-foreground': { kind: 'program', program: apache },
    'docker-entrypoint.sh': { kind: 'program', program: entrypointFor(apache, 'apache2-foreground') },
  });
  return {
    files: { ...debianFiles, usr: usrWith({ local: folder({ bin }) }) },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['apache2-foreground'],
    env: { WORDPRESS_VERSION: version },
    workingDir: '/var/www/html',
    stopSignal: 'SIGTERM',
  };
}
