import { formatPath } from '../../api/field.ts';
import { code, escaped } from '../markdown.ts';
import type { PredictedLoad, Prediction, PredictionNote, PredictionSeverity } from './prediction.ts';

const marks: Record<PredictionSeverity, string> = { info: '✓', warning: '⚠', error: '✗' };
/** More lines of a timeline are read by nobody. */
const maxTimeline = 400;

/** A trial as a page in Markdown; `nameOf` says how a file is called. Holds no HTML and no links. */
export function predictionPage(
  prediction: Prediction,
  load: PredictedLoad | undefined,
  nameOf: (file: string) => string,
): string {
  const { notes, summaries, timeline, limits, ranMs } = prediction;
  const under = load
    ? ` under a load of ${load.requestsPerSecond} requests per second on the Service ${code(load.service.name)}`
    : '';
  const lines = [
    '# What would happen?',
    '',
    `The manifests were tried out in a throwaway cluster for ${clock(ranMs)} (minutes:seconds) of its own time${under}. Your own cluster was not touched.`,
    '',
  ];
  for (const limit of limits) lines.push(`> ${escaped(limit)}`, '');
  for (const summary of summaries) {
    const { subject, severity, text, file, document } = summary;
    lines.push(`## ${marks[severity]} ${escaped(subject)}`, '', `${escaped(text)} (${code(nameOf(file))})`, '');
    for (const note of notes.filter((one) => one.document === document && one.file === file))
      lines.push(...itemOf(note));
    lines.push('');
  }
  lines.push('## One after the other', '', '| Time | Who | What |', '| ---: | --- | --- |');
  for (const { atMs, subject, text } of timeline.slice(0, maxTimeline)) {
    lines.push(`| ${clock(atMs)} | ${cell(subject)} | ${cell(text)} |`);
  }
  if (timeline.length > maxTimeline) lines.push('', `… and ${timeline.length - maxTimeline} more.`);
  return `${lines.join('\n')}\n`;
}

function itemOf({ severity, title, detail, path }: PredictionNote): string[] {
  return [
    `- ${marks[severity]} **${escaped(title)}** — ${code(formatPath(path) || 'the manifest')}: ${escaped(oneLine(detail))}`,
  ];
}

/** `0:14`, or `0:01.2` below ten seconds. */
function clock(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const text = ms < 10_000 ? seconds.toFixed(1).padStart(4, '0') : String(Math.floor(seconds)).padStart(2, '0');
  return `${minutes}:${text}`;
}

function cell(text: string): string {
  return escaped(oneLine(text));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
