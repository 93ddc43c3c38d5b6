import assert from 'node:assert/strict';
import { hoverOf } from '../../markedYaml.ts';

/** The hover at `$0` of a fixture among other files says all of this, and nothing of `never`. */
export function checkAcross(
  fixture: string,
  beside: Record<string, string>,
  says: readonly string[],
  never: readonly RegExp[] = [],
): void {
  const markdown = hoverOf(fixture, beside)?.markdown ?? '';
  for (const words of says) assert.ok(markdown.includes(words), `no ${JSON.stringify(words)} in:\n${markdown}`);
  for (const words of never) assert.doesNotMatch(markdown, words);
}

/** A Deployment with its Pod template's labels and containers, in flow style. */
export function deployment(name: string, labels: string, rest = 'containers: [{ name: app, image: nginx }]'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 3
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { ${rest} }
`;
}
