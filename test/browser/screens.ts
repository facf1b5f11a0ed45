/** Every page, tab, flyout, dialog and empty or failed state, with the way a user gets there. */
import type { Visit } from './pages';

export interface Screen {
  name: string;
  path: string;
  open?(user: Visit): Promise<void>;
}

/** An alert that no other test closes. */
const ONE_ALERT = `/triage?kql=${encodeURIComponent('process.name: MSBuild.exe')}`;

const click = async (user: Visit, subject: string, shown: string): Promise<void> => {
  await user.subject(subject).first().click();
  await user.subject(shown).first().waitFor();
};

const openAlert = async (user: Visit): Promise<void> => {
  await click(user, 'dwOpenAlert', 'dwAlertWhy');
  await user.subject('dwClauseNode').first().waitFor();
};

const alertTab =
  (tab: string, shown: string) =>
  async (user: Visit): Promise<void> => {
    await openAlert(user);
    await click(user, `dwAlertTab-${tab}`, shown);
  };

const testTab = (tab: string, shown: string) => async (user: Visit) => {
  await user.subject('dwTestFlyout').waitFor();
  await click(user, `dwTab-${tab}`, shown);
};

const selectAlerts = async (user: Visit): Promise<void> => {
  await user.page.locator('[data-test-subj="dwTriageGrid"] input[type="checkbox"]').first().click();
  await user.subject('dwBulkBar').waitFor();
};

const candidates = async (user: Visit): Promise<void> => {
  await user.page.locator('[data-test-subj^="dwUseCandidate-"]').first().waitFor();
};

const changeAKnob = async (user: Visit): Promise<void> => {
  await user.subject('dwGuardHeadline').first().waitFor();
  await click(user, 'dwKnobCandidate-1177', 'dwQueryDiff');
};

const entryMenu = async (user: Visit, action: string, shown: string): Promise<void> => {
  await user.page.locator('[data-test-subj^="dwEntryActions-"]').first().click();
  await click(user, `dwEntryAction-${action}`, shown);
};

/** What needs installed content and one allowlist entry named {@link ENTRY}. */
export const SCREENS: readonly Screen[] = [
  { name: 'home', path: '/' },
  { name: 'install plan', path: '/', open: (user) => click(user, 'dwInstallContent', 'dwInstallItem') },
  { name: 'overview', path: '/techniques/T1571', open: (user) => user.subject('dwDeviations').waitFor() },
  {
    name: 'actions of a technique',
    path: '/techniques/T1571',
    open: (user) => click(user, 'dwTechniqueActions', 'dwTechniqueAction-uninstall'),
  },
  {
    name: 'uninstall plan',
    path: '/techniques/T1571?do=uninstall',
    open: (user) => user.subject('dwUninstallApply').waitFor(),
  },
  { name: 'unknown technique', path: '/techniques/T9999', open: (user) => user.subject('dwEmptyState').waitFor() },
  {
    name: 'tuning',
    path: '/techniques/T1571/tuning?rule=NP-1',
    open: (user) => user.subject('dwGuardHeadline').first().waitFor(),
  },
  {
    name: 'tuning with impact',
    path: '/techniques/T1571/tuning?rule=NP-1',
    open: async (user) => {
      await changeAKnob(user);
      await click(user, 'dwImpactMeasure', 'dwImpactTotals');
    },
  },
  {
    name: 'allowlist',
    path: '/techniques/T1571/allowlist',
    open: (user) => user.subject('dwAllowlistTable').waitFor(),
  },
  {
    name: 'empty entry',
    path: '/techniques/T1571/allowlist',
    open: (user) => click(user, 'dwAllowlistAdd', 'dwEntryEditor'),
  },
  {
    name: 'entry that blinds',
    path: '/techniques/T1571/allowlist',
    open: async (user) => {
      await entryMenu(user, 'edit', 'dwEntryEditor');
      await user.subject('dwRemove').or(user.subject('dwConditionRemove')).last().click();
      await user.subject('dwOverride').waitFor();
    },
  },
  {
    name: 'history of an entry',
    path: '/techniques/T1571/allowlist',
    open: (user) => entryMenu(user, 'history', 'dwEntryHistory'),
  },
  {
    name: 'deleting an entry',
    path: '/techniques/T1571/allowlist',
    open: (user) => entryMenu(user, 'delete', 'dwEntryConfirm'),
  },
  { name: 'atomic tests', path: '/techniques/T1043/tests', open: (user) => user.subject('dwTestMatrix').waitFor() },
  {
    name: 'a test',
    path: '/techniques/T1571/tests?test=T1571-1',
    open: (user) => user.subject('dwTestFlyout').waitFor(),
  },
  {
    name: 'its recording',
    path: '/techniques/T1571/tests?test=T1571-1',
    open: testTab('evidence', 'dwRecordingEvent'),
  },
  {
    name: 'its environment check',
    path: '/techniques/T1571/tests?test=T1571-1',
    open: async (user) => {
      await testTab('check', 'dwTestHost')(user);
      await user.subject('dwTestHost').fill('ws-fin-017');
      await click(user, 'dwTestCheck', 'dwTestSignals');
    },
  },
  { name: 'its runs', path: '/techniques/T1571/tests?test=T1571-1', open: testTab('runs', 'dwTestRuns') },
  { name: 'investigate', path: '/techniques/T1571/investigate', open: (user) => user.subject('dwPlaybook').waitFor() },
  {
    name: 'alerts of a technique',
    path: '/techniques/T1571/alerts',
    open: (user) => user.subject('dwOpenAlert').first().waitFor(),
  },
  { name: 'activity', path: '/techniques/T1571/activity', open: (user) => user.subject('dwActivity').waitFor() },
  { name: 'triage', path: '/triage', open: (user) => user.subject('dwOpenAlert').first().waitFor() },
  {
    name: 'triage in groups',
    path: '/triage?group_by=host',
    open: async (user) => void (await user.subject('dwGroupBy').selectOption('host')),
  },
  {
    name: 'triage without a match',
    path: '/triage?kql=host.name%3A%20nobody',
    open: (user) => user.subject('dwEmptyState').waitFor(),
  },
  { name: 'saved views', path: '/triage', open: (user) => click(user, 'dwViews', 'dwViewName') },
  { name: 'selected alerts', path: '/triage', open: selectAlerts },
  {
    name: 'closing alerts',
    path: '/triage',
    open: async (user) => {
      await selectAlerts(user);
      await click(user, 'dwBulk-close', 'dwCloseDialog');
    },
  },
  {
    name: 'common cause',
    path: `/triage?kql=${encodeURIComponent('process.name: ContosoNotify.exe')}`,
    open: async (user) => {
      await selectAlerts(user);
      await click(user, 'dwBulk-common-cause', 'dwCommonCause');
      await candidates(user);
    },
  },
  { name: 'an alert', path: ONE_ALERT, open: openAlert },
  { name: 'its allowlist candidates', path: ONE_ALERT, open: alertTab('entry', 'dwCandidates') },
  { name: 'its playbook', path: ONE_ALERT, open: alertTab('playbook', 'dwPlaybook') },
  { name: 'its JSON', path: ONE_ALERT, open: alertTab('json', 'dwAlertJson') },
  {
    name: 'entry from an alert',
    path: ONE_ALERT,
    open: async (user) => {
      await alertTab('entry', 'dwCandidates')(user);
      await user.page.locator('[data-test-subj^="dwUseCandidate-"]').first().click();
      await user.subject('dwEntryMatches').waitFor();
    },
  },
  { name: 'an alert that is gone', path: '/triage/gone', open: (user) => user.subject('dwEmptyState').waitFor() },
  { name: 'explain', path: '/explain' },
  {
    name: 'an explained event',
    path: '/explain',
    open: async (user) => {
      await user.page.getByRole('textbox').first().fill('{"event":{"category":["network"]}}');
      await click(user, 'dwExplainRun', 'dwExplainSummary');
    },
  },
  {
    name: 'an event that is not JSON',
    path: '/explain',
    open: async (user) => {
      await user.page.getByRole('textbox').first().fill('{"a": 1,}');
      await click(user, 'dwExplainRun', 'dwExplainProblem');
    },
  },
  { name: 'content', path: '/content', open: (user) => user.subject('dwDrift').waitFor() },
  {
    name: 'exceptions',
    path: '/content/exceptions',
    open: (user) => user.subject('dwExceptionFile').first().waitFor(),
  },
  { name: 'other rules', path: '/content/rules' },
  { name: 'events', path: '/events', open: (user) => user.subject('dwEventsRow').first().waitFor() },
  { name: 'an event', path: '/events', open: (user) => click(user, 'dwEventsRow', 'dwEventFlyout') },
  { name: 'import', path: '/import' },
];
