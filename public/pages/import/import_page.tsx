import React, { useState } from 'react';
import {
  EuiButton,
  EuiFilePicker,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiPanel,
  EuiSpacer,
  EuiSwitch,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { PageFrame } from '../../components';
import { tierName, useTier } from '../../kibana';
import { subj } from '../../test_subjects';
import { EventData } from './event_data';
import { FileResults } from './file_results';
import { useImport } from './use_import';

const title = i18n.translate('detectionWorkbench.import.title', { defaultMessage: 'Import events' });

function Formats() {
  return (
    <EuiText size="s">
      <h2>{i18n.translate('detectionWorkbench.import.formats.title', { defaultMessage: 'What can be imported' })}</h2>
      <ul>
        <li>
          {i18n.translate('detectionWorkbench.import.formats.shape', {
            defaultMessage: 'NDJSON (one event a line) or one JSON array, plain or gzip, of any size.',
          })}
        </li>
        <li>
          {i18n.translate('detectionWorkbench.import.formats.ecs', {
            defaultMessage: 'Documents of the Elastic Common Schema, also as Elasticsearch hits or elasticdump lines.',
          })}
        </li>
        <li>
          {i18n.translate('detectionWorkbench.import.formats.windows', {
            defaultMessage:
              'Flat Windows events as public attack data sets ship them. Sysmon 1, 3, 5, 7, 8, 10 to 14, 22 and Security 4688, 5156, 5158 are mapped as Winlogbeat maps them; other kinds are counted and left out.',
          })}
        </li>
        <li>
          {i18n.translate('detectionWorkbench.import.formats.twice', {
            defaultMessage: 'The same file twice adds nothing. A bad line is reported and never stops the rest.',
          })}
        </li>
      </ul>
    </EuiText>
  );
}

/** Files in, progress, counts, rejected lines with their reasons; beside it what the data file holds. */
export function ImportPage() {
  const { can } = useTier();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [shiftToNow, setShiftToNow] = useState(true);
  const work = useImport();
  const allowed = can('manage');

  return (
    <PageFrame section="import" title={title} crumbs={[{ text: title }]}>
      <EuiFlexGroup gutterSize="l" alignItems="flexStart">
        <EuiFlexItem grow={3}>
          <EuiPanel hasBorder>
            <EuiFormRow
              fullWidth
              label={i18n.translate('detectionWorkbench.import.files', { defaultMessage: 'Files' })}
              {...(allowed
                ? {}
                : {
                    helpText: i18n.translate('detectionWorkbench.import.notAllowed', {
                      defaultMessage: 'Importing needs the privilege "{privilege}".',
                      values: { privilege: tierName('manage') },
                    }),
                  })}
            >
              <EuiFilePicker
                fullWidth
                multiple
                disabled={!allowed || work.running}
                initialPromptText={i18n.translate('detectionWorkbench.import.prompt', {
                  defaultMessage: 'Choose or drop event files',
                })}
                accept=".json,.ndjson,.jsonl,.gz,.log,.txt"
                onChange={(list) => setFiles(list ? Array.from(list) : [])}
                data-test-subj={subj.import.files}
              />
            </EuiFormRow>
            <EuiSpacer size="m" />
            <EuiSwitch
              label={i18n.translate('detectionWorkbench.import.shift', {
                defaultMessage: 'Shift times so that the newest event is now',
              })}
              checked={shiftToNow}
              disabled={!allowed || work.running}
              onChange={(event) => setShiftToNow(event.target.checked)}
              data-test-subj={subj.import.shift}
            />
            <EuiText size="xs" color="subdued">
              {i18n.translate('detectionWorkbench.import.shiftHelp', {
                defaultMessage:
                  'Rules examine every event when it arrives, however old it is. With the shift, events and alerts lie in the time ranges that the pages show first.',
              })}
            </EuiText>
            <EuiSpacer size="m" />
            <EuiFlexGroup gutterSize="s" responsive={false}>
              <EuiFlexItem grow={false}>
                <EuiButton
                  fill
                  isLoading={work.running}
                  isDisabled={!allowed || files.length === 0}
                  onClick={() => void work.start(files, shiftToNow)}
                  data-test-subj={subj.import.start}
                >
                  {i18n.translate('detectionWorkbench.import.start', {
                    defaultMessage: 'Import {count, plural, =0 {files} one {# file} other {# files}}',
                    values: { count: files.length },
                  })}
                </EuiButton>
              </EuiFlexItem>
              {work.running && (
                <EuiFlexItem grow={false}>
                  <EuiButton color="text" onClick={work.cancel} data-test-subj={subj.import.cancel}>
                    {i18n.translate('detectionWorkbench.import.cancel', { defaultMessage: 'Stop' })}
                  </EuiButton>
                </EuiFlexItem>
              )}
            </EuiFlexGroup>
          </EuiPanel>
          {work.files.length > 0 && (
            <>
              <EuiSpacer size="l" />
              <EuiTitle size="s">
                <h2>
                  {i18n.translate('detectionWorkbench.import.results', { defaultMessage: 'Progress and result' })}
                </h2>
              </EuiTitle>
              <EuiSpacer size="m" />
              <FileResults files={work.files} />
            </>
          )}
          <EuiSpacer size="l" />
          <Formats />
        </EuiFlexItem>
        <EuiFlexItem grow={2}>
          <EventData />
        </EuiFlexItem>
      </EuiFlexGroup>
    </PageFrame>
  );
}
