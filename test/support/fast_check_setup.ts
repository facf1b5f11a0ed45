/**
 * Laws are checked on the same random cases in every run, so that a red run means that the change made it red.
 * `FC_SEED=7 npm test` explores others; `npm run fuzz:eql` looks further with a corpus.
 */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_125) });
