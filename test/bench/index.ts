/** `npm run bench`: what the product costs, as ratios to a floor measured in the same run where there is one. */
import { exceptionDoorFigures } from './exception_door';
import { guardFigures } from './guard';
import { otherRulesFigures } from './other_rules';
import { pageSizeFigures } from './page_size';
import { stackFigures } from './stack';
import { startFigures } from './start';
import { printTable } from './table';

const main = async (): Promise<number> => {
  const met = [
    printTable('The guard', guardFigures()),
    printTable("The guard at Kibana's doors", await exceptionDoorFigures()),
    printTable('Rules of others', await otherRulesFigures()),
    printTable('The embedded stack', await stackFigures()),
    printTable('Start', await startFigures()),
    printTable('The browser half', await pageSizeFigures()),
  ];
  console.log('\nThe EQL engine has its own bench: `npm run bench:eql`.');
  return met.every(Boolean) ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (cause) => {
    console.error(cause);
    process.exit(2);
  },
);
