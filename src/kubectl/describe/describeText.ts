import type { Event, OwnerReference } from '../../api/generated/objects.ts';
import { parseTime } from '../../api/time.ts';
import { alignCells, escapedText } from '../columns.ts';
import { describedEvents, lastSeenText, reporterOf } from '../eventText.ts';

/** Annotations longer than this stand on a line of their own and are cut, as kubectl does. */
const longAnnotation = 140;

/** Collects the lines of a description; cells of neighbouring lines are aligned, two spaces apart. */
export class DescribeText {
  readonly #lines: string[][] = [];
  #text = '';

  /** One line at a level of indentation. */
  line(level: number, ...cells: string[]): void {
    // A text's own line breaks start lines and its tabs end cells, as Go's writer has it.
    const lines = `${'  '.repeat(level)}${escapedText(cells.join('\t'))}`.split('\n');
    this.#lines.push(...lines.map((line) => line.split('\t')));
  }

  /** What came so far is aligned by itself. */
  flush(): void {
    this.#text += alignCells(this.#lines, 2);
    this.#lines.length = 0;
  }

  /** A map of labels: one a line, sorted, the first beside the title. */
  labels(title: string, labels: Readonly<Record<string, string>> | undefined): void {
    const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    this.column(
      title,
      entries.map(([key, value]) => `${key}=${value}`),
    );
  }

  /** Annotations: like labels, but kubectl's own is left out and long ones are cut. */
  annotations(annotations: Readonly<Record<string, string>> | undefined, title = 'Annotations'): void {
    const texts = Object.entries(annotations ?? {})
      .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, value]) => {
        const text = value.replace(/\n$/, '');
        if (text.length + key.length + 2 < longAnnotation && !text.includes('\n')) return [`${key}: ${text}`];
        return [
          `${key}:`,
          ...text
            .split('\n')
            .map((line) => `  ${line.length > longAnnotation - 2 ? `${line.slice(0, longAnnotation - 2)}...` : line}`),
        ];
      });
    this.column(title, texts);
  }

  /** The controller that made the object, where one did. */
  controller({ ownerReferences }: { readonly ownerReferences?: readonly OwnerReference[] }): void {
    const owner = ownerReferences?.find((reference) => reference.controller);
    if (owner) this.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
  }

  /** A map in one line, `a=b,c=d`; what follows a line break starts a line. */
  pairs(title: string, map: Readonly<Record<string, string>> | undefined): void {
    const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    this.line(0, `${title}:`, entries.map(([key, value]) => `${key}=${value}`).join(',') || '<none>');
  }

  /** Values below each other, the first beside the title; `<none>` where there are none. */
  column(title: string, values: readonly string[]): void {
    (values.length === 0 ? ['<none>'] : values).forEach((value, index) => {
      this.line(0, index === 0 ? `${title}:` : '', value);
    });
  }

  /** The Events of the object, last of all. */
  events(events: readonly Event[], nowMs: number): void {
    if (events.length === 0) {
      this.line(0, 'Events:', '<none>');
      return;
    }
    this.flush();
    this.line(0, 'Events:');
    this.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
    this.line(1, '----', '------', '----', '----', '-------');
    for (const event of describedEvents(events)) {
      const message = (event.message ?? '').trim();
      this.line(1, event.type ?? '', event.reason ?? '', lastSeenText(event, nowMs), reporterOf(event), message);
    }
  }

  /** The lines with tabs between their cells, as `rollout history` leaves them. */
  unaligned(): string {
    return this.#lines.map((cells) => `${cells.join('\t')}\n`).join('');
  }

  toString(): string {
    this.flush();
    return this.#text;
  }
}

/** The moment of a time that was never set. */
export const zeroTime = 'Mon, 01 Jan 0001 00:00:00 +0000';

/** A time as describe prints it: `Sun, 22 Nov 2026 08:14:31 +0000`. */
export function describeTime(time: string | undefined): string {
  const ms = time === undefined ? undefined : parseTime(time);
  if (ms === undefined) return '<unset>';
  return new Date(ms).toUTCString().replace('GMT', '+0000');
}

/** `True` or `False`, as describe prints them. */
export function booleanText(value: boolean | undefined): string {
  return value ? 'True' : 'False';
}
