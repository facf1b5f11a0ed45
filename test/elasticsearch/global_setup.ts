import { missingTool, startElasticsearch, type Elasticsearch } from './server/start';

declare global {
  // Jest's global set-up and tear-down share nothing but the global object.
  var workbenchElasticsearch: Elasticsearch | undefined;
}

export default async function setup(): Promise<void> {
  const missing = missingTool();
  if (missing) {
    process.stderr.write(`Skipping the tests that need a real Elasticsearch: ${missing}\n`);
    return;
  }
  globalThis.workbenchElasticsearch = await startElasticsearch();
  process.env.WORKBENCH_ELASTICSEARCH_URL = globalThis.workbenchElasticsearch.url;
}
