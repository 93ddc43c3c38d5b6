/** One value of a page of metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** A page with more samples than this is cut off: what one container says must not fill the others' memory. */
const maxSamples = 2_000;
const maxLineLength = 4_096;

/**
 * Reads a page of metrics in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Comments say what a
 * page is for, not what it holds; undefined where a line cannot be read, since then the page counts as a whole as not read.
 */
export function readExposition(page: string): readonly Sample[] | undefined {
  const samples: Sample[] = [];
  for (const line of page.split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const sample = text.length > maxLineLength ? undefined : readSample(text);
    if (!sample) return undefined;
    if (samples.length < maxSamples) samples.push(sample);
  }
  return samples;
}

const namePattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const labelPattern = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*/;

function readSample(line: string): Sample | undefined {
  const [name] = namePattern.exec(line) ?? [];
  if (name === undefined) return undefined;
  let rest = line.slice(name.length).trimStart();
  const labels = new Map<string, string>();
  if (rest.startsWith('{')) {
    rest = rest.slice(1);
    for (let label = labelPattern.exec(rest); label; label = labelPattern.exec(rest)) {
      labels.set(label[1] ?? '', unescaped(label[2] ?? ''));
      rest = rest.slice(label[0].length);
      if (!rest.startsWith(',')) break;
      rest = rest.slice(1);
    }
    rest = rest.trimStart();
    if (!rest.startsWith('}')) return undefined;
    rest = rest.slice(1).trimStart();
  }
  // A timestamp may follow; the time of the look counts here.
  const [number = '', timestamp, ...more] = rest.split(/\s+/);
  const value = readNumber(number);
  if (value === undefined || more.length > 0 || (timestamp !== undefined && !/^-?\d+$/.test(timestamp)))
    return undefined;
  return { name, labels, value };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function readNumber(text: string): number | undefined {
  if (/^\+?inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}
