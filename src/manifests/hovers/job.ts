import { defaultedObject } from '../defaultedObject.ts';
import { valueAt } from '../plainLookup.ts';
import { durationText } from '../words/duration.ts';
import { counted } from '../words/listing.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** The controller's back-off between tries of a Job: 10 s, doubled each time, at most 10 minutes. */
const firstBackOffSeconds = 10;
const maxBackOffSeconds = 600;

type Reader = (spec: JobNumbers) => string | undefined;

interface JobNumbers {
  readonly completions: number | undefined;
  readonly parallelism: number;
  readonly backoffLimit: number;
  readonly isIndexed: boolean;
  readonly restartPolicy: string;
  /** The value of the field under the cursor. */
  readonly seconds: number;
}

const texts: Readonly<Record<string, Reader>> = {
  backoffLimit: ({ backoffLimit, restartPolicy }) => {
    if (backoffLimit > 1_000_000) return 'As good as no limit.';
    const tries = counted(backoffLimit + 1, 'failure');
    const what = restartPolicy === 'OnFailure' ? 'Restarts of containers count.' : 'Each try is a new Pod.';
    const waits = backOffText(backoffLimit);
    return `After **${tries}** in all the Job fails. ${what}${waits === '' ? '' : ` Between tries it waits ${waits}.`}`;
  },
  completions: progressText,
  parallelism: progressText,
  activeDeadlineSeconds: ({ seconds }) =>
    `After **${durationText(seconds)}** in all, tries and waits included, the Job fails with \`DeadlineExceeded\` and its Pods are ended, whatever \`backoffLimit\` says.`,
  ttlSecondsAfterFinished: ({ seconds }) =>
    `**${durationText(seconds)}** after its end the Job is deleted, and with it its Pods and their logs.`,
};

/** What the numbers of a Job come to. */
export const job: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (ownerType !== 'JobSpec' || !Object.hasOwn(texts, field.name)) return undefined;
  return texts[field.name]?.(numbersOf(context));
};

function numbersOf({ document, path }: HoverContext): JobNumbers {
  const object = defaultedObject(document.parsed);
  const spec = path.slice(0, -1);
  const number = (field: string) => {
    const value = valueAt(object, [...spec, field]);
    return typeof value === 'number' ? value : undefined;
  };
  return {
    completions: number('completions'),
    parallelism: number('parallelism') ?? 1,
    backoffLimit: number('backoffLimit') ?? 6,
    isIndexed: valueAt(object, [...spec, 'completionMode']) === 'Indexed',
    restartPolicy: String(valueAt(object, [...spec, 'template', 'spec', 'restartPolicy'])),
    seconds: number(String(path.at(-1))) ?? 0,
  };
}

function progressText({ completions, parallelism, isIndexed }: JobNumbers): string {
  if (parallelism <= 0) return 'With `parallelism: 0` no Pod starts: the Job waits.';
  if (completions === undefined)
    return `${counted(parallelism, 'Pod')} at a time; without \`completions\` the Job is done when one has succeeded and all have ended.`;
  const rounds = Math.ceil(completions / parallelism);
  const each = isIndexed ? `one for each index from 0 to ${completions - 1}, ` : '';
  return `**${completions} ${completions === 1 ? 'success' : 'successes'}** wanted, ${each}at most ${counted(Math.min(parallelism, completions), 'Pod')} at a time: ${rounds === 1 ? 'all at once' : `at least ${rounds} rounds`}.`;
}

/** `10 s, 20 s, 40 s …, together at least 1 min 10 s`. */
function backOffText(retries: number): string {
  if (retries < 1) return '';
  const waits: number[] = [];
  let total = 0;
  for (let i = 0; i < Math.min(retries, 1000); i++) {
    const wait = Math.min(maxBackOffSeconds, firstBackOffSeconds * 2 ** i);
    total += wait;
    if (i < 4) waits.push(wait);
  }
  const shown = waits.map(durationText).join(', ');
  return `${shown}${retries > 4 ? ' … (at most 10 min)' : ''}${retries > 1 ? `, together ${durationText(total)}` : ''}`;
}
