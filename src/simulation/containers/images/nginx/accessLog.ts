import { refused } from '../../errno.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { Process } from '../../process.ts';
import { type Run, write } from '../../syscalls.ts';
import type { Configuration } from './configuration.ts';
import { expanded, type NginxRequest, variable } from './request.ts';

const combined =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** A format taken apart: text, name of a variable, text, … */
function partsOf(format: string): readonly string[] {
  return format.split(/\$\{?(\w+)\}?/);
}

/** Writes a line for each request to each `access_log`. */
export class AccessLog {
  readonly #descriptors = new Map<string, number>();
  readonly #formats: ReadonlyMap<string, readonly string[]>;

  constructor({ http }: Configuration) {
    const formats = http.own('log_format').map(({ args }): [string, readonly string[]] => {
      const [name = '', ...parts] = args;
      return [name, partsOf(parts.filter((part) => !part.startsWith('escape=')).join(''))];
    });
    this.#formats = new Map([['combined', partsOf(combined)], ...formats]);
  }

  *add(process: Process, request: NginxRequest, response: HttpResponse): Run<void> {
    for (const { args } of request.scope.all('access_log')) {
      const [path = 'off', format = 'combined'] = args;
      if (path === 'off') continue;
      const condition = args.find((arg) => arg.startsWith('if='))?.slice(3);
      if (condition !== undefined && ['', '0'].includes(expanded(request, condition))) continue;
      const fd = this.#descriptorOf(process, path);
      if (fd === undefined) continue;
      const sent = request.exchange.request.method === 'HEAD' ? 0 : response.body.length;
      request.values.set('status', String(response.status));
      request.values.set('body_bytes_sent', String(sent));
      request.values.set('bytes_sent', String(sent + response.headers.text.length));
      yield* write(fd, `${this.#line(request, this.#formats.get(format) ?? partsOf(combined))}\n`);
    }
  }

  /** A variable without a value is a hyphen in the log. */
  #line(request: NginxRequest, parts: readonly string[]): string {
    let line = '';
    for (let i = 0; i < parts.length; i++) {
      // Texts and names of variables take turns.
      const part = parts[i] as string;
      line += i % 2 === 0 ? part : variable(request, part) || '-';
    }
    return line;
  }

  #descriptorOf(process: Process, path: string): number | undefined {
    let fd = this.#descriptors.get(path);
    if (fd === undefined) {
      const opened = process.open(path, { access: 'write', append: true, create: true });
      if (refused(opened)) return undefined;
      fd = opened;
      this.#descriptors.set(path, fd);
    }
    return fd;
  }

  close(process: Process): void {
    for (const fd of this.#descriptors.values()) process.close(fd);
    this.#descriptors.clear();
  }
}
