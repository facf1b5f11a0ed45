/**
 * `__kbnSharedDeps__`: the libraries that plugins take from the page instead of bringing their own copies, under the
 * names that Kibana uses. scripts/shared_deps.mjs maps import specifiers to them.
 */
import * as ElasticCharts from '@elastic/charts';
import * as ElasticEui from '@elastic/eui';
import * as EmotionCache from '@emotion/cache';
import * as EmotionReact from '@emotion/react';
import * as KbnI18n from '@kbn/i18n';
import * as ReactQuery from '@tanstack/react-query';
import * as History from 'history';
import Moment from 'moment';
import MomentTimezone from 'moment-timezone';
import React from 'react';
import ReactDom from 'react-dom';
import * as ReactRouterDom from 'react-router-dom';
import * as Rxjs from 'rxjs';

export const sharedDeps: Readonly<Record<string, unknown>> = {
  ElasticCharts,
  ElasticEui,
  // Kibana shares the CommonJS form, whose mark tells importers that `default` is the export.
  EmotionCache: { ...EmotionCache, __esModule: true },
  EmotionReact,
  History,
  KbnI18n,
  Moment,
  MomentTimezone,
  React,
  ReactDom,
  ReactQuery,
  ReactRouterDom,
  Rxjs,
};
