// npm `jira.js`, which nobody here wrote, drives the sandbox as it would drive Jira Cloud.

import { expect } from '@playwright/test';
import { Version2Client, Version3Client, type HttpException } from 'jira.js';
import type { Sandbox } from '../fixtures/sandbox.ts';
import { CHEN, MAYA, PRIYA } from '../fixtures/people.ts';
import { test } from './sandbox.ts';

async function client(sandbox: Sandbox, person: string): Promise<Version3Client> {
  const { access_token } = await sandbox.control.tokens(person);
  const host = `${sandbox.base}/ex/jira/${sandbox.world.siteAt(0).cloud_id}`;
  return new Version3Client({ host, authentication: { oauth2: { accessToken: access_token } } });
}

/** The error that a call ends in. */
async function refusal(call: Promise<unknown>): Promise<HttpException> {
  return call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error: HttpException) => error,
  );
}

/** What Jira said in it. */
function said(error: HttpException): string[] {
  return (error.response as { data?: { errorMessages?: string[] } }).data?.errorMessages ?? [];
}

/** The key of an issue that is done, and so has a history. */
async function someKey(jira: Version3Client): Promise<string> {
  const found = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({ jql: 'project = FIN AND statusCategory = Done', fields: ['key'], maxResults: 1 });
  return found.issues![0]!.key;
}

test('it reads who it is and where', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const me = await jira.myself.getCurrentUser();
  expect([me.displayName, me.timeZone]).toEqual([MAYA, 'UTC']);
  const server = await jira.serverInfo.getServerInfo();
  expect(server.deploymentType).toBe('Cloud');
});

test('it pages through a search to its end, each issue once, as many as the count says', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const jql = 'project = FIN ORDER BY created ASC';
  const { count } = await jira.issueSearch.countIssues({ jql });
  const keys: string[] = [];
  let nextPageToken: string | undefined;
  do {
    const page = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({ jql, fields: ['status', 'created'], maxResults: 100, nextPageToken });
    for (const issue of page.issues ?? []) {
      keys.push(issue.key);
      expect(issue.fields.status.statusCategory?.key).toMatch(/^(new|indeterminate|done)$/);
    }
    nextPageToken = page.nextPageToken;
  } while (nextPageToken);
  expect(keys).toHaveLength(count ?? -1);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(200);
});

test('its GET search gives the same', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const key = await someKey(jira);
  const found = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ jql: `key = ${key}`, fields: ['summary', 'issuetype'] });
  expect(found.issues?.map((issue) => [issue.key, typeof issue.fields.summary])).toEqual([[key, 'string']]);
});

test('it lists fields, projects, statuses, priorities, filters', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const fields = await jira.issueFields.getFields();
  expect(fields.map((field) => field.name)).toEqual(expect.arrayContaining(['Status', 'Sprint', 'Story Points']));
  const projects = await jira.projects.searchProjects({});
  expect(projects.values.map((project) => project.key).sort()).toEqual([...sandbox.world.siteAt(0).projects].sort());
  const priorities = await jira.issuePriorities.getPriorities();
  expect(priorities.map((priority) => priority.name)).toEqual(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  // The newer list wants a scope that a reader of issues has not got.
  expect((await refusal(jira.issuePriorities.searchPriorities({}))).status).toBe(401);
  const filters = await jira.filters.getFiltersPaginated({ filterName: 'Open bugs', expand: 'jql' });
  expect(filters.values?.[0]?.jql).toContain('issuetype = Bug');
});

test('it reads a single issue with its changelog', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const key = await someKey(jira);
  const issue = await jira.issues.getIssue({ issueIdOrKey: key, expand: ['changelog'] });
  expect(issue.key).toBe(key);
  expect(issue.changelog?.histories?.length).toBeGreaterThan(0);
});

test('it hears Jira’s own sentences', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const wrong = await refusal(jira.issueSearch.countIssues({ jql: 'project = NOSUCH' }));
  expect([wrong.status, said(wrong)]).toEqual([400, ["The value 'NOSUCH' does not exist for the field 'project'."]]);
  const unbounded = await refusal(jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ jql: 'ORDER BY created' }));
  expect(unbounded.status).toBe(400);
  const missing = await refusal(jira.issues.getIssue({ issueIdOrKey: 'FIN-999999' }));
  expect(missing.status).toBe(404);
});

test('the old search is gone', async ({ sandbox }) => {
  const jira = await client(sandbox, MAYA);
  const gone = await refusal(jira.issueSearch.searchForIssuesUsingJql({ jql: 'project = FIN' }));
  expect(gone.status).toBe(410);
});

test('it sees what the person sees, and is refused without a site or with a dead token', async ({ sandbox }) => {
  const [maya, priya] = [await client(sandbox, MAYA), await client(sandbox, PRIYA)];
  const jql = 'created >= -1000d';
  const [all, some] = [await maya.issueSearch.countIssues({ jql }), await priya.issueSearch.countIssues({ jql })];
  expect(some.count).toBeLessThan(all.count ?? 0);
  expect((await refusal((await client(sandbox, CHEN)).myself.getCurrentUser())).status).toBeGreaterThanOrEqual(401);
  await sandbox.control.expire(MAYA);
  expect((await refusal(maya.myself.getCurrentUser())).status).toBe(401);
});

test('the second version of the API answers too', async ({ sandbox }) => {
  const { access_token } = await sandbox.control.tokens(MAYA);
  const host = `${sandbox.base}/ex/jira/${sandbox.world.siteAt(0).cloud_id}`;
  const jira = new Version2Client({ host, authentication: { oauth2: { accessToken: access_token } } });
  const found = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ jql: 'project = FIN', maxResults: 5 });
  expect(found.issues).toHaveLength(5);
});
