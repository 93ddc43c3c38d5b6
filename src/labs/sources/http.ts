import type { CommandResult } from '../checkContext.ts';
import { runInContainer } from '../inContainer.ts';
import { readPathBeside, valuesAtPath } from '../jsonPath.ts';
import { nameOfPod, readContainerReference } from '../podReference.ts';
import type { SourceKind } from './source.ts';

/** How long a server may take, in virtual seconds. */
const patience = '5';

/** An answer as paths of checks see it. */
interface HttpAnswer {
  readonly status?: number;
  /** By name, in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the client said where no answer came. */
  readonly error?: string;
}

/** A request made in a container, with its curl or busybox' wget. */
export const httpSource: SourceKind<'http'> = {
  touches: true,

  read(value, beside) {
    const fields = value.fields();
    const urlValue = fields?.require('url');
    const url = urlValue?.text();
    const method = fields?.get('method')?.oneOf(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) ?? 'GET';
    const headers = (fields?.get('headers')?.fields()?.entries() ?? []).flatMap(([name, content]) => {
      const text = content.text();
      return text === undefined ? [] : [[name, text] as const];
    });
    const from = fields && readContainerReference(fields);
    fields?.end();
    const path = readPathBeside(beside);
    if (url !== undefined && !/^https?:\/\/[^\s'"]+$/.test(url))
      return urlValue?.problem('This should be an http address.');
    if (!from || url === undefined || path === undefined) return undefined;
    return { type: 'http', from, url, method, headers: Object.fromEntries(headers), path };
  },

  async look({ from, url, method, headers, path }, context) {
    const given = Object.entries(headers).map(([name, text]) => `${name}: ${text}`);
    const curlMethod = method === 'HEAD' ? ['-I'] : ['-X', method];
    const programs = [
      ['curl', '-s', '-S', '-i', '-m', patience, ...curlMethod, ...given.flatMap((line) => ['-H', line]), url],
      // busybox' wget knows GET alone.
      ...(method === 'GET'
        ? [['wget', '-q', '-S', '-O', '-', '-T', patience, ...given.flatMap((line) => ['--header', line]), url]]
        : []),
    ];
    const ran = await runInContainer(from, programs, context);
    if ('sight' in ran) return ran.sight;
    const root = readHttpAnswer(ran.result);
    const values = valuesAtPath(root, path === '' ? '.body' : path);
    return {
      values,
      root,
      bornMs: ran.bornMs,
      ...(values.length === 0 && root.error !== undefined && { missing: `${root.error}.` }),
    };
  },

  name: ({ from, url, path }) =>
    `${path === '' ? 'The answer' : `${path} of the answer`} of ${url}, asked in ${nameOfPod(from)}`,
};

/** Reads what `curl -i` or `wget -S` printed. */
export function readHttpAnswer({ stdout, stderr, exitCode }: CommandResult): HttpAnswer {
  const error = stderr
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /^(curl|wget):/.test(line))
    ?.replace(/^(curl: \(\d+\)|wget:)\s*/, '');
  const refusal = /server returned error: (HTTP\/\S+ (\d+).*)/.exec(stderr);
  if (refusal) return { status: Number(refusal[2]), headers: headersOf(stderr), body: stdout };
  // wget -S prints the head beside the body, curl -i before it; a proxy may answer "continue" first.
  const isCurl = /^HTTP\/[\d.]+ \d+/.test(stdout);
  const blocks = isCurl ? stdout.replaceAll('\r\n', '\n').split('\n\n') : [];
  while (blocks.length > 1 && /^HTTP\/[\d.]+ 1\d\d/.test(blocks[0] ?? '')) blocks.shift();
  const head = isCurl ? (blocks[0] ?? '') : stderr;
  // busybox' wget follows to another address by itself: the last answer counts.
  const status = [...head.matchAll(/^\s*HTTP\/[\d.]+ (\d+)/gm)].at(-1)?.[1];
  if (status === undefined) return { error: error ?? (exitCode === 0 ? 'no answer' : stderr.trim() || 'no answer') };
  return { status: Number(status), headers: headersOf(head), body: isCurl ? blocks.slice(1).join('\n\n') : stdout };
}

/** The head's lines after the last status, without what the client itself says. */
function headersOf(head: string): Record<string, string> {
  const lines = head.split('\n').map((line) => line.trim());
  const begin = lines.findLastIndex((line) => line.startsWith('HTTP/'));
  const headers = lines.slice(begin + 1).flatMap((line) => {
    const [, name = '', text = ''] = /^([A-Za-z][\w-]*):[ \t]*(.*)$/.exec(line) ?? [];
    return name === '' || name === 'wget' ? [] : [[name.toLowerCase(), text] as const];
  });
  return Object.fromEntries(headers);
}
