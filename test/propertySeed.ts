// Required by mocha before the tests. A property that fails must fail again on the next machine, and a change must not be
// blamed for what another seed finds: so all runs play one seed. `npm run fuzz` looks further, with new seeds, and
// `FUZZ_SEED=7 npm test` plays another one.
import fc from 'fast-check';

/** The seed of this run's properties and mutations. */
export const propertySeed = Number(
  process.env.FUZZ_SEED ?? (process.env.FUZZ === 'all' ? Math.floor(Math.random() * 1e9) : 20_261_130),
);

fc.configureGlobal({ seed: propertySeed });
