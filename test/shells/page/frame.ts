/** The page around the app, in plain DOM: the libraries under test are used by the plugin alone. */
import type { ConfirmOptions, MountPoint, Toast } from '@kbn/core/public';
import type { ShellCore } from '../../../standalone/shell/core/core';

const element = (tag: string, subject: string, parent: Element, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.dataset['testSubj'] = subject;
  made.textContent = text;
  parent.append(made);
  return made;
};

/**
 * Draws breadcrumbs, the app's header menu, toasts and questions as the core has them.
 *
 * @returns the element in which an app is mounted
 */
export function drawFrame(core: ShellCore): HTMLElement {
  const body = document.getElementById('kibana-body') ?? document.body;
  body.replaceChildren();
  const header = element('header', 'headerGlobalNav', body);
  const breadcrumbs = element('nav', 'breadcrumbs', header);
  breadcrumbs.setAttribute('aria-label', 'Breadcrumbs');
  const menu = element('div', 'headerActionMenu', header);
  const wrapper = element('div', 'appWrapper', body);
  const toasts = element('div', 'globalToastList', body);
  const questions = element('div', 'questions', body);

  core.chrome.breadcrumbs$.subscribe((crumbs) => {
    breadcrumbs.textContent = crumbs.map(({ text }) => String(text)).join(' / ');
  });
  core.toasts.get$().subscribe((list) => {
    toasts.replaceChildren();
    for (const toast of list) element('p', toast['data-test-subj'] ?? 'toast', toasts, wordsOf(toast));
  });
  core.overlays.open$.subscribe((open) => {
    questions.replaceChildren();
    for (const { message, options, answer } of open) questions.append(dialog(message, options, answer));
  });
  showMenu(core, menu);
  return element('div', 'appMountPoint', wrapper);
}

function wordsOf({ title, text }: Toast): string {
  return [title, text].filter((part) => typeof part === 'string').join(': ');
}

function dialog(message: string, options: ConfirmOptions, answer: (confirmed: boolean) => void): HTMLElement {
  const box = document.createElement('div');
  box.setAttribute('role', 'alertdialog');
  box.setAttribute('aria-label', options.title ?? message);
  element('p', 'confirmModalText', box, message);
  element('button', 'confirmModalCancelButton', box, options.cancelButtonText ?? 'Cancel').onclick = () =>
    answer(false);
  element('button', 'confirmModalConfirmButton', box, options.confirmButtonText ?? 'Confirm').onclick = () =>
    answer(true);
  return box;
}

function showMenu(core: ShellCore, menu: HTMLElement): void {
  let unmount: (() => void) | undefined;
  core.chrome.headerMenu$.subscribe((mount: MountPoint | undefined) => {
    unmount?.();
    unmount = mount?.(menu);
  });
}
