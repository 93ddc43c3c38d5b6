import type { Lab, Step } from './lab.ts';
import { commandsIn } from './prose.ts';

/** Words a minute of somebody who reads a technical text in a second language with care. */
const wordsPerMinute = 180;
/** To run a command and read what it prints. */
const minutesPerCommand = 0.25;
/** To type a line of YAML in the right place. */
const minutesPerLine = 0.2;
/** To think about a question before answering it, or to look at a figure. */
const minutesPerQuestion = 0.4;
/** To find out what is wrong where nobody says. */
const minutesPerRiddle = 1.5;

/**
 * About how long a learner takes for a lab, in minutes: reading, commands, and the lines in which each solution differs from
 * what the file was before. `linesWritten` tells these of a step.
 */
export function playingMinutes(lab: Lab, linesWritten: (step: Step) => number): number {
  const introduction = wordsIn(lab.introduction) / wordsPerMinute;
  return lab.steps.reduce((sum, step) => sum + minutesOf(step, linesWritten(step)), introduction);
}

function minutesOf(step: Step, lines: number): number {
  const parts = [...(step.observe ?? []), ...(step.explain ?? [])];
  const prose = [step.markdown, ...parts.map((part) => (part.type === 'markdown' ? part.text : ''))];
  const answers = step.choices.map(({ text }) => text).concat(step.choices.find(({ right }) => right)?.reply ?? '');
  const words = [...prose, ...answers].reduce((sum, text) => sum + wordsIn(text), 0);
  const commands = prose.reduce((sum, text) => sum + commandsIn(text).length, 0);
  const figures = parts.filter(({ type }) => type !== 'markdown').length;
  const thinking = step.kind === 'predict' || step.kind === 'explore' ? minutesPerQuestion : 0;
  const riddle = step.kind === 'fix' ? minutesPerRiddle : 0;
  return (
    words / wordsPerMinute +
    commands * minutesPerCommand +
    lines * minutesPerLine +
    figures * minutesPerQuestion +
    thinking +
    riddle
  );
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{Letter}\p{Number}]/u.test(word)).length;
}
