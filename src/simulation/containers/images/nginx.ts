import { curl } from '../applets/network/curl.ts';
import type { ImageFolder } from '../filesystem.ts';
import type { Image } from '../image.ts';
import { folder, smallLinux, textFile } from './baseFiles.ts';
import { entrypoint, entrypointScripts } from './nginx/entrypoint.ts';
import { defaultConf, errorPage, indexPage, mimeTypes, nginxConf } from './nginx/files.ts';
import { nginxProgram } from './nginx/program.ts';

/** What an image of nginx differs in. */
interface Edition {
  readonly version: string;
  readonly port: number;
  readonly conf: string;
  readonly user?: string;
}

function imageOfEdition({ version, port, conf, user }: Edition): Image {
  const files: ImageFolder = {
    ...smallLinux,
    'docker-entrypoint.sh': { kind: 'program', program: entrypoint },
    'docker-entrypoint.d': folder(entrypointScripts),
    etc: folder({
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\n'),
      group: textFile('root:x:0:\nnginx:x:101:\n'),
      nginx: folder({
        'nginx.conf': textFile(conf),
        'mime.types': textFile(mimeTypes),
        'conf.d': folder({ 'default.conf': textFile(defaultConf(port), user === undefined ? 0o644 : 0o666) }),
      }),
    }),
    usr: folder({
      bin: folder({ curl: { kind: 'program', program: curl }, env: { kind: 'link', target: '/bin/env' } }),
      sbin: folder({ nginx: { kind: 'program', program: nginxProgram(version) } }),
      share: folder({
        nginx: folder({ html: folder({ 'index.html': textFile(indexPage), '50x.html': textFile(errorPage) }) }),
      }),
      local: folder({ bin: folder(), sbin: folder() }),
    }),
    var: folder({
      cache: folder({ nginx: folder({}, user === undefined ? 0o755 : 0o777) }),
      log: folder({
        nginx: folder({
          'access.log': { kind: 'link', target: '/dev/stdout' },
          'error.log': { kind: 'link', target: '/dev/stderr' },
        }),
      }),
      run: { kind: 'link', target: '/run' },
      tmp: folder({}, 0o1777),
    }),
  };
  return {
    files,
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    env: { NGINX_VERSION: version },
    workingDir: '/',
    ...(user !== undefined && { user }),
    stopSignal: 'SIGQUIT',
  };
}

/** docker.io/library/nginx. */
export function nginx(version: string): Image {
  return imageOfEdition({ version, port: 80, conf: nginxConf });
}

/** docker.io/nginxinc/nginx-unprivileged: user 101, port 8080, its files in `/tmp`. */
export function unprivilegedNginx(version: string): Image {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = folders.map((name) => `    ${name}_temp_path /tmp/${name}_temp;\n`).join('');
  const conf = nginxConf
    .replace('user  nginx;\n', '')
    .replace('/run/nginx.pid', '/tmp/nginx.pid')
    .replace('http {\n', `http {\n${paths}`);
  return imageOfEdition({ version, port: 8080, conf, user: '101' });
}
