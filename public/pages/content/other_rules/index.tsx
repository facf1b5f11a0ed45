export { OtherRulesPage as default } from './other_rules_page';
