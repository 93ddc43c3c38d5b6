import assert from 'node:assert/strict';
import type { Lab, Step } from '../../src/labs/lab.ts';
import { parseLab } from '../../src/labs/labFile.ts';
import type { LabSurroundings } from '../../src/labs/labReading.ts';

/** Where the labs of these tests are said to lie: they play in the Namespace `shop`. */
export const labPath = 'labs/track/shop/lab.md';

/** The least that a head says. */
export const head = '---\ntitle: T\nsummary: S\nminutes: 10\nlevel: beginner\nobjectives: [o]\n---\n';

/** A fenced block. */
export function block(kind: string, body: string): string {
  return `\`\`\`${kind}\n${body}\n\`\`\`\n`;
}

/** What a step with a check needs besides. */
export const aids = block('hint', 'A nudge.') + block('solution', 'commands: [kubectl get pods]');

/** A lab whose text has no error. */
export function labOf(text: string, surroundings?: LabSurroundings): Lab {
  const { lab, problems } = parseLab(text, labPath, surroundings);
  assert.ok(lab, JSON.stringify(problems));
  return lab;
}

/** The only step of a lab with these blocks. */
export function stepOf(...blocks: readonly string[]): Step {
  const [step] = labOf(`${head}## A step\n${blocks.join('')}`).steps;
  assert.ok(step);
  return step;
}
