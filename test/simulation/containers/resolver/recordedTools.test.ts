import { deepEqual } from 'node:assert/strict';
import { NameWorld } from './nameWorld.ts';
import { recordings } from './recording.ts';

/** What real tools wrote: BIND 9.20, getent of glibc 2.41, and busybox 1.37 as its own configuration makes it. */
const tools = [
  { file: 'bind-tools.txt', image: 'nicolaka/netshoot' },
  { file: 'getent-glibc.txt', image: 'debian:12' },
  { file: 'busybox-nslookup.txt', image: 'busybox:1.36' },
];

for (const { file, image } of tools) {
  describe(`${file.replace('.txt', '')} as recorded`, () => {
    for (const { command, resolverFile, output, exitCode, seconds, questions } of recordings(file)) {
      it(`${command.slice(0, 80)}`, () => {
        const world = new NameWorld();
        const ran = world.run(command, { image, resolverFile });
        const isSilent = questions.some((question) => question.startsWith('silent'));
        deepEqual(
          {
            output: trimmed(timeless(ran.output)),
            exitCode: ran.exitCode,
            seconds: ran.tookMs < 700 ? 0 : Math.round(ran.tookMs / 1000),
            questions: isSilent ? ran.questions.map(namesAlone) : ran.questions,
          },
          {
            output: trimmed(output),
            exitCode,
            seconds,
            questions: isSilent ? questions.map(namesAlone) : questions,
          },
        );
      });
    }
  });
}

/** What differs each time. */
function timeless(text: string): string {
  return text
    .replace(/\bid: \d+/g, 'id: ID')
    .replace(/Query time: \d+ msec/g, 'Query time: N msec')
    .replace(/WHEN: .*/g, 'WHEN: TIME')
    .replace(/ in \d+ ms\./g, ' in N ms.');
}

/** Blanks at the ends of lines were not recorded. */
function trimmed(text: string): readonly string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Of a server that says nothing only names were recorded. */
function namesAlone(question: string): string {
  return question.replace(/^(silent )\S+ /, '$1');
}
