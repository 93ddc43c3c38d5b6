// Compares the recorded answers of a real server with ours: npm run test:oracle [-- --json]
import { compareCorpus } from './compareCorpus.ts';
import { compareFacts } from './compareFacts.ts';
import { compareUpdates } from './compareUpdates.ts';
import { compareTraces } from './traces/compareTraces.ts';
import { oracleExceptions } from './oracleExceptions.ts';
import { Tallies } from './tally.ts';

const [corpus, updates, facts, traces] = [new Tallies(), new Tallies(), new Tallies(), new Tallies()];
const cases = compareCorpus(corpus);
const updateCases = compareUpdates(updates);
compareFacts(facts);
await compareTraces(traces);

function summary(tallies: Tallies): Record<string, number> {
  return Object.fromEntries([...tallies.rows].flatMap(([row, { all, right }]) => [[row, right], [`${row}Of`, all]]));
}

if (process.argv.includes('--json')) {
  const answered = {
    corpus: { cases, ...summary(corpus) },
    updates: { cases: updateCases, ...summary(updates) },
    facts: summary(facts),
    traces: summary(traces),
  };
  console.log(JSON.stringify(answered));
} else {
  for (const [title, tallies] of Object.entries({ corpus, updates, facts, traces })) {
    for (const [row, { all, right, wrong }] of tallies.rows) {
      console.log(`${title} ${row}`.padEnd(28), `${right}/${all}`);
      for (const text of wrong) {
        const why = oracleExceptions[text.slice(0, text.indexOf(':'))];
        console.log(`  ${text}${why === undefined ? '' : `\n    known: ${why}`}`);
      }
    }
  }
}
const unexplained = [corpus, updates, facts, traces].flatMap(({ rows }) =>
  [...rows.values()].flatMap(({ wrong }) => wrong.filter((text) => !oracleExceptions[text.slice(0, text.indexOf(':'))])),
);
if (unexplained.length > 0) process.exitCode = 1;
