import { api } from '../../common/api';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];

let workbench: StackWorkbench;
beforeAll(async () => {
  workbench = await startStackWorkbench();
});
afterAll(async () => {
  expect(workbench.log).toEqual([]);
  await workbench.stop();
});

describe('installing content', () => {
  it('plans first, and the plan writes nothing', async () => {
    const { status, body } = await workbench.call(api.content.planContent, { body: { packIds: PACKS } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ warnings: [] });
    const { body: techniques } = await workbench.call(api.techniques.listTechniques);
    console.log(JSON.stringify(body).slice(0, 1500));
    console.log(JSON.stringify(techniques).slice(0, 3000));
  });
});
