/** One line or block of a scenario file that does something. `line` counts from 0. */
export type ScenarioPart =
  | { readonly kind: 'file'; readonly line: number; readonly path: string; readonly text: string }
  | { readonly kind: 'moment'; readonly line: number; readonly words: string }
  | {
      readonly kind: 'command';
      readonly line: number;
      readonly command: string;
      /** Ctrl-C is pressed after so much virtual time. */
      readonly interruptAfterMs?: number;
      /** The lines that the file expects below, with their gutter. */
      readonly expected: readonly string[];
    };

export interface ScenarioFile {
  readonly title: string;
  readonly seed: number;
  readonly nodes: number;
  /** What runs in `kube-system`. */
  readonly addons?: 'kubeadm';
  readonly parts: readonly ScenarioPart[];
  readonly lines: readonly string[];
}

/** What a command printed, in the order in which it did. */
export interface Transcript {
  readonly output: readonly { readonly channel: 'stdout' | 'stderr'; readonly text: string }[];
  readonly exitCode: number;
}

/** Reads a scenario file; throws with the line's number where it cannot be understood. */
export function parseScenario(text: string): ScenarioFile {
  const lines = text.replace(/\n$/, '').split('\n');
  const parts: ScenarioPart[] = [];
  const options = new Map<string, number>();
  let addons: { readonly addons?: 'kubeadm' } = {};
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const option = /^(seed|nodes): (\d+)$/.exec(line);
    const file = /^--- file (\S+)$/.exec(line);
    if (line === 'addons: kubeadm' && parts.length === 0) addons = { addons: 'kubeadm' };
    else if (option && parts.length === 0) options.set(option[1] ?? '', Number(option[2]));
    else if (file) {
      const end = lines.indexOf('--- end', index);
      if (end < 0) throw new Error(`line ${index + 1}: the file block has no "--- end"`);
      const content = lines.slice(index + 1, end).map((inner) => `${inner}\n`);
      parts.push({ kind: 'file', line: index, path: file[1] ?? '', text: content.join('') });
      index = end;
    } else if (line.startsWith('@ ')) parts.push({ kind: 'moment', line: index, words: line.slice(2) });
    else if (line.startsWith('$ ')) {
      const expected: string[] = [];
      while (isOutput(lines[index + 1 + expected.length])) expected.push(lines[index + 1 + expected.length] ?? '');
      const interrupt = / \^C after (\S+)$/.exec(line);
      const command = line.slice(2, interrupt ? interrupt.index : undefined);
      const interruptAfterMs = interrupt ? { interruptAfterMs: durationMs(interrupt[1] ?? '') } : {};
      parts.push({ kind: 'command', line: index, command, expected, ...interruptAfterMs });
      index += expected.length;
    } else if (isOutput(line)) throw new Error(`line ${index + 1}: output without a command`);
  }
  const title = lines.find((line) => line.startsWith('# '))?.slice(2) ?? '';
  if (title === '') throw new Error('a scenario begins with a title: "# …"');
  return { title, seed: options.get('seed') ?? 1, nodes: options.get('nodes') ?? 1, ...addons, parts, lines };
}

/** What a command printed, as the lines of a scenario file. */
export function outputLines(transcript: Transcript): string[] {
  const lines: string[] = [];
  const open: { channel: 'stdout' | 'stderr'; text: string }[] = [];
  for (const { channel, text } of transcript.output) {
    const last = open.at(-1);
    if (last && last.channel === channel) last.text += text;
    else open.push({ channel, text });
  }
  for (const { channel, text } of open) {
    const gutter = channel === 'stdout' ? '  ' : '! ';
    const whole = text.endsWith('\n');
    const rows = (whole ? text.slice(0, -1) : text).split('\n');
    rows.forEach((row, index) => {
      const cut = !whole && index === rows.length - 1;
      lines.push(gutter + row + (cut ? '⏹' : row === '' || /\s$/.test(row) ? '¶' : ''));
    });
  }
  if (transcript.exitCode !== 0) lines.push(`? ${transcript.exitCode}`);
  return lines;
}

/** The file with the output that was really printed. */
export function withOutputs(file: ScenarioFile, outputs: ReadonlyMap<ScenarioPart, readonly string[]>): string {
  const lines: string[] = [];
  let next = 0;
  for (const part of file.parts) {
    if (part.kind !== 'command') continue;
    lines.push(...file.lines.slice(next, part.line + 1), ...(outputs.get(part) ?? part.expected));
    next = part.line + 1 + part.expected.length;
  }
  return `${[...lines, ...file.lines.slice(next)].join('\n')}\n`;
}

/** `10s`, `1m30s`, `250ms` in milliseconds. */
export function durationMs(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const pieces = [...text.matchAll(/(\d+)(ms|s|m|h)/g)];
  if (pieces.length === 0 || pieces.map(([all]) => all).join('') !== text) throw new Error(`no duration: "${text}"`);
  return pieces.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
}

function isOutput(line: string | undefined): boolean {
  return line !== undefined && /^( {2}|! |\? )/.test(line);
}
