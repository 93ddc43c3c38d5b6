import { deepEqual } from 'node:assert/strict';
import { lookupProblemText } from '../../../../src/simulation/containers/resolver/lookupProblem.ts';
import { NameWorld } from './nameWorld.ts';
import { recordings } from './recording.ts';

const codes = { unknown: -2, tryAgain: -3, failed: -4, noAddress: -5 };

/** What a small C program wrote that calls getaddrinfo(3), linked with glibc 2.41 and with musl 1.2.5. */
for (const kind of ['glibc', 'musl'] as const) {
  describe(`a look-up, as ${kind} does it`, () => {
    for (const { command, resolverFile, output, seconds, questions } of recordings(`getaddrinfo-${kind}.txt`)) {
      const [, name = '', version] = /^getaddrinfo (.*?)(?: ([46]))?$/.exec(command) ?? [];
      it(`${command.slice(0, 60)}, with ${resolverFile.trim().replaceAll('\n', ', ').slice(-60)}`, () => {
        const world = new NameWorld();
        const family = version === undefined ? {} : { family: version === '4' ? ('IPv4' as const) : ('IPv6' as const) };
        const { lookup, heard, tookMs } = world.lookUp(name, { kind, ...family }, resolverFile);
        const { addresses, canonicalName, problem } = lookup;
        const whole = canonicalName.replace(/\.$/, '');
        const lines = addresses.map((ip, i) => `${ip} ${i === 0 || kind === 'musl' ? whole : '-'}\n`);
        const text = problem ? `${codes[problem]} ${lookupProblemText(problem, kind)}\n` : lines.join('');
        // Answers of several servers come in no certain order.
        const inOrder = (list: readonly string[]) =>
          questions.some((question) => question.startsWith('silent')) ? list.map(namesAlone).sort() : list;
        deepEqual(
          { text, seconds: Math.round(tookMs / 1000), questions: inOrder(heard) },
          { text: output, seconds, questions: inOrder(questions) },
        );
      });
    }
  });
}

/** Of a server that says nothing only names were recorded. */
function namesAlone(question: string): string {
  return question.replace(/^(silent )(?:A|AAAA) /, '$1');
}
