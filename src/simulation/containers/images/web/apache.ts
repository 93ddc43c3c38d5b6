import { formatSocketAddress } from '../../../network/socketAddress.ts';
import { curl } from '../../applets/network/curl.ts';
import { refused } from '../../errno.ts';
import type { ImageFolder } from '../../filesystem.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../http/message.ts';
import type { Exchange, HttpHandler } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import { type Program, work, write } from '../../syscalls.ts';
import { folder, smallLinux, textFile } from '../baseFiles.ts';
import { typeOf } from '../nginx/pages.ts';
import { httpDate, logTime } from '../nginx/request.ts';
import { pathOf } from './query.ts';
import { requestCpuMs } from './requestCosts.ts';
import { simply } from './smallServers.ts';
import { runWebServer } from './webServer.ts';

const mib = 1024 * 1024;
const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `[Sun Nov 22 16:00:00.123456 2026]` */
function apacheStamp(nowMs: number): string {
  const time = new Date(nowMs);
  const iso = time.toISOString();
  return `[${days[time.getUTCDay()]} ${months[time.getUTCMonth()]} ${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${iso.slice(0, 4)}]`;
}

/** Linux' numbers of what may keep a server from listening. */
const errorNumbers: Readonly<Record<string, number>> = { EACCES: 13, EADDRINUSE: 98, EADDRNOTAVAIL: 99 };

/** What an Apache of an image differs in. */
interface Apache {
  /** `Apache/2.4.65 (Unix)` */
  readonly name: string;
  readonly module: 'mpm_event' | 'mpm_prefork';
  readonly command: string;
  readonly log: 'common' | 'combined';
  readonly handler: HttpHandler;
}

function apacheProgram({ name, module, command, log, handler }: Apache): Program {
  return function* (process) {
    const conf = process.stat('/usr/local/apache2/conf/httpd.conf');
    const text = !refused(conf) && conf.kind === 'file' ? conf.content.read(0, 65_536) : '';
    const listens = [...text.matchAll(/^[ \t]*Listen[ \t]+(?:\[([\da-f:]{2,45})\]:|([\d.]{7,15}):)?(\d{1,5})/gim)]
      .slice(0, 10)
      .map(([, ipv6, ipv4, port]) => ({ ip: ipv6 ?? ipv4 ?? '0.0.0.0', port: Number(port) }));
    const { ip } = process.kernel.network;
    const warning = `AH00558: ${command.split(' ')[0]}: Could not reliably determine the server's fully qualified domain name, using ${ip}. Set the 'ServerName' directive globally to suppress this message\n`;
    const words = module === 'mpm_event' ? '[pid 1:tid 1]' : '[pid 1]';
    const notice = (nowMs: number, text: string) => `${apacheStamp(nowMs)} [${module}:notice] ${words} ${text}\n`;
    return yield* runWebServer(process, {
      logTo: 2,
      listens: listens.length > 0 ? listens : [{ ip: '0.0.0.0', port: 80 }],
      startUpCpuMs: 30,
      memoryBytes: 10 * mib,
      starting: () => (/^[ \t]*ServerName/im.test(text) ? '' : warning + warning),
      ready: (nowMs) =>
        `${notice(
          nowMs,
          `AH00${module === 'mpm_event' ? '489' : '163'}: ${name} configured -- resuming normal operations`,
        )}${apacheStamp(nowMs)} [core:notice] ${words} AH00094: Command line: '${command}'\n`,
      cannotListen: (address, problem) => ({
        text: `(${errorNumbers[problem.errno] ?? 98})${problem.text}: AH00072: make_sock: could not bind to address ${formatSocketAddress(address)}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
        exitCode: 1,
      }),
      ends: (nowMs) => ({
        SIGWINCH: {
          text: notice(nowMs, 'AH00492: caught SIGWINCH, shutting down gracefully'),
          finishes: true,
          exitCode: 0,
        },
        SIGTERM: { text: notice(nowMs, 'AH00491: caught SIGTERM, shutting down'), exitCode: 0 },
      }),
      http: {
        // `KeepAliveTimeout` and `MaxKeepAliveRequests`.
        keepAliveMs: 5_000,
        requestsPerConnection: 100,
        *onRequest(exchange) {
          const response = yield* handler(exchange);
          const headers: [string, string][] = [
            ['Date', httpDate(exchange.thread.nowMs)],
            ['Server', name],
          ];
          return response && { ...response, headers: new HttpHeaders([...headers, ...response.headers]) };
        },
        *onAnswered({ thread, request, remote }, response) {
          const { method, target, version, headers } = request;
          const agent =
            log === 'combined' ? ` "${headers.get('Referer') ?? '-'}" "${headers.get('User-Agent') ?? '-'}"` : '';
          yield* write(
            1,
            `${remote.ip} - - [${logTime(thread.nowMs)}] "${method} ${target} HTTP/${version}" ${response.status} ${response.body.length}${agent}\n`,
          );
        },
      },
    });
  };
}

function notFound(): HttpResponse {
  const body =
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n';
  return textResponse(404, body, 'text/html; charset=iso-8859-1');
}

/** Serves the files of a folder; a folder by its `index.html`. */
export function filesIn(root: string, missing: () => HttpResponse): (exchange: Exchange) => HttpResponse {
  return ({ thread, request }) => {
    const { path } = pathOf(request.target);
    if (path.split('/').includes('..')) return missing();
    const node = thread.stat(path.endsWith('/') ? `${root}${path}index.html` : root + path);
    if (refused(node) || node.kind !== 'file') return missing();
    return textResponse(200, node.content.text, typeOf(path.endsWith('/') ? 'index.html' : path) ?? 'text/plain');
  };
}

/** docker.io/library/httpd. */
export function httpd(version: string): Image {
  const program = apacheProgram({
    name: `Apache/${version} (Unix)`,
    module: 'mpm_event',
    command: 'httpd -D FOREGROUND',
    log: 'common',
    handler: simply(filesIn('/usr/local/apache2/htdocs', notFound), requestCpuMs.apache),
  });
  const files: ImageFolder = {
    apache2: folder({
      htdocs: folder({ 'index.html': textFile('<html><body><h1>It works!</h1></body></html>\n') }),
      conf: folder({
        'httpd.conf': textFile(
          'ServerRoot "/usr/local/apache2"\nListen 80\nDocumentRoot "/usr/local/apache2/htdocs"\n',
        ),
      }),
      logs: folder(),
    }),
    bin: folder({ 'httpd-foreground': { kind: 'program', program }, httpd: { kind: 'program', program } }),
    sbin: folder(),
  };
  return {
    files: {
      ...smallLinux,
      usr: folder({
        bin: folder({ curl: { kind: 'program', program: curl } }),
        local: folder(files),
        share: folder(),
        sbin: folder(),
      }),
    },
    entrypoint: [],
    command: ['httpd-foreground'],
    env: {
      HTTPD_VERSION: version,
      HTTPD_PREFIX: '/usr/local/apache2',
      PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    workingDir: '/usr/local/apache2',
    stopSignal: 'SIGWINCH',
  };
}

/** An image of PHP with Apache whose page does something. */
function phpImage(handler: HttpHandler): Image {
  const program = apacheProgram({
    name: 'Apache/2.4.10 (Debian) PHP/5.6.14',
    module: 'mpm_prefork',
    command: 'apache2 -D FOREGROUND',
    log: 'combined',
    handler,
  });
  return {
    files: {
      ...smallLinux,
      usr: folder({
        bin: folder({ curl: { kind: 'program', program: curl } }),
        local: folder({ bin: folder({ 'apache2-foreground': { kind: 'program', program } }) }),
      }),
    },
    entrypoint: [],
    command: ['apache2-foreground'],
    env: { PHP_VERSION: '5.6.14' },
    workingDir: '/var/www/html',
    stopSignal: 'SIGTERM',
  };
}

/** registry.k8s.io/hpa-example: computes for each request, so that a HorizontalPodAutoscaler has something to do. */
export const hpaExample = phpImage(function* () {
  yield* work(requestCpuMs.hpaExample);
  return { ...textResponse(200, 'OK!', 'text/html; charset=UTF-8') };
});

const guestbook =
  '<html ng-app="redis">\n  <head>\n    <title>Guestbook</title>\n  </head>\n  <body ng-controller="RedisCtrl">\n    <div style="width: 50%; margin-left: 20px">\n      <h2>Guestbook</h2>\n    </div>\n  </body>\n</html>\n';

/** The frontend of the guestbook: its page; the entries would come from Services. */
export const guestbookFrontend = phpImage(
  simply(({ request }) => {
    const { path } = pathOf(request.target);
    return path === '/' || path === '/index.html'
      ? textResponse(200, guestbook, 'text/html; charset=UTF-8')
      : notFound();
  }, requestCpuMs.php),
);
