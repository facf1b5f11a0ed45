export { ClauseTree, ConditionTree, type ClauseTreeProps } from './clause_tree';
