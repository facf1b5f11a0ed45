import React, { type ReactNode } from 'react';
import {
  EuiBasicTable,
  EuiCallOut,
  EuiCode,
  EuiCodeBlock,
  EuiDescriptionList,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Pack } from '../../../../common/packs';
import { Markdown } from '../../../components';

type Expectation = Pack['expectations'][number];
type Command = Expectation['commands'][number];
type Signal = Expectation['sources'][number]['signals'][number] & { source: string };

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <EuiTitle size="xs">
        <h3>{title}</h3>
      </EuiTitle>
      <EuiSpacer size="s" />
      {children}
      <EuiSpacer size="l" />
    </>
  );
}

const LANGUAGE: Record<Command['executor'], string> = { powershell: 'powershell', cmd: 'batch', sh: 'bash' };

/** Proper names, which no language translates. */
const EXECUTOR: Record<Command['executor'], string> = { powershell: 'PowerShell', cmd: 'cmd', sh: 'sh' };
const PLATFORM: Readonly<Record<string, string>> = { windows: 'Windows', linux: 'Linux', macos: 'macOS' };
const platformName = (platform: string): string => PLATFORM[platform] ?? platform;

const lines = (texts: readonly string[]) => texts.map((text) => <div key={text}>{text}</div>);

function CommandBlock({ command }: { command: Command }) {
  return (
    <>
      <EuiText size="xs" color="subdued">
        {EXECUTOR[command.executor]}, {command.platforms.map(platformName).join(', ')}
      </EuiText>
      <EuiCodeBlock language={LANGUAGE[command.executor]} isCopyable paddingSize="s" fontSize="s">
        {command.text}
      </EuiCodeBlock>
      {command.note && (
        <EuiText size="xs">
          <p>{command.note}</p>
        </EuiText>
      )}
      <EuiSpacer size="s" />
    </>
  );
}

function Signals({ test, labels }: { test: Expectation; labels: ReadonlyMap<string, string> }) {
  const signals = test.sources.flatMap(({ source, signals: own }): Signal[] =>
    own.map((signal) => ({ ...signal, source })),
  );
  return (
    <EuiBasicTable<Signal>
      compressed
      tableCaption={i18n.translate('detectionWorkbench.tests.signalsCaption', {
        defaultMessage: 'What the test must leave behind',
      })}
      items={signals}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.tests.signalSource', { defaultMessage: 'Data source' }),
          width: '24%',
          render: ({ source }: Signal) => labels.get(source) ?? source,
        },
        {
          field: 'meaning',
          name: i18n.translate('detectionWorkbench.tests.signal', { defaultMessage: 'Signal' }),
          width: '28%',
        },
        {
          name: i18n.translate('detectionWorkbench.tests.signalQuery', { defaultMessage: 'Query' }),
          render: ({ eql }: Signal) => (
            <EuiCode language="sql" transparentBackground style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {eql.trim()}
            </EuiCode>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.tests.signalCount', { defaultMessage: 'Count' }),
          width: '80px',
          render: ({ min, max }: Signal) => (min === max ? String(min) : `${min}–${max}`),
        },
      ]}
    />
  );
}

/** What the test does, how to run it and clean up, and what it must leave behind. */
export function TestDescription({ test, labels }: { test: Expectation; labels: ReadonlyMap<string, string> }) {
  return (
    <>
      <Markdown>{test.behaviour}</Markdown>
      <EuiSpacer size="m" />
      <EuiDescriptionList
        type="column"
        listItems={[
          {
            title: i18n.translate('detectionWorkbench.tests.platforms', { defaultMessage: 'Platforms' }),
            description: test.platforms.map(platformName).join(', '),
          },
          {
            title: i18n.translate('detectionWorkbench.tests.privileges', { defaultMessage: 'Privileges' }),
            description:
              test.privileges === 'elevated'
                ? i18n.translate('detectionWorkbench.tests.elevated', { defaultMessage: 'Administrator' })
                : i18n.translate('detectionWorkbench.tests.user', { defaultMessage: 'Ordinary user' }),
          },
          {
            title: i18n.translate('detectionWorkbench.tests.prerequisites', { defaultMessage: 'Prerequisites' }),
            description:
              test.prerequisites.length > 0
                ? lines(test.prerequisites)
                : i18n.translate('detectionWorkbench.tests.noPrerequisites', { defaultMessage: 'None' }),
          },
          {
            title: i18n.translate('detectionWorkbench.tests.timing', { defaultMessage: 'Timing' }),
            description: test.timing,
          },
          {
            title: i18n.translate('detectionWorkbench.tests.atomic', { defaultMessage: 'Atomic Red Team' }),
            description: lines([
              test.atomic_red_team.note,
              ...test.atomic_red_team.tests.map(({ technique, number, guid }) => `${technique} #${number} ${guid}`),
            ]),
          },
        ]}
      />
      <EuiSpacer size="l" />
      <Part title={i18n.translate('detectionWorkbench.tests.commands', { defaultMessage: 'Commands' })}>
        {test.commands.map((command, index) => (
          <CommandBlock key={index} command={command} />
        ))}
      </Part>
      <Part title={i18n.translate('detectionWorkbench.tests.cleanup', { defaultMessage: 'Cleanup' })}>
        {'command' in test.cleanup ? (
          <CommandBlock command={test.cleanup.command} />
        ) : (
          <EuiText size="s">{test.cleanup.not_needed}</EuiText>
        )}
      </Part>
      <Part title={i18n.translate('detectionWorkbench.tests.signals', { defaultMessage: 'Expected signals' })}>
        <Signals test={test} labels={labels} />
      </Part>
      {test.also_possible.length > 0 && (
        <Part title={i18n.translate('detectionWorkbench.tests.alsoPossible', { defaultMessage: 'May also fire' })}>
          <EuiText size="s">
            <ul>
              {test.also_possible.map(({ rule, condition }) => (
                <li key={`${rule} ${condition}`}>
                  {rule}: {condition}
                </li>
              ))}
            </ul>
          </EuiText>
        </Part>
      )}
      {test.notes.map((note) => (
        <React.Fragment key={note}>
          <EuiCallOut size="s" title={note} />
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
    </>
  );
}
