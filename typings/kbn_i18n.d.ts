/** The part of `@kbn/i18n` that the workbench uses. */
declare module '@kbn/i18n' {
  export interface TranslateArguments {
    /** English text in ICU message format; the fallback when the locale has no translation. */
    defaultMessage: string;
    values?: Record<string, string | number | boolean | Date | null | undefined>;
    /** For translators. */
    description?: string;
    /** Do not treat tags in the message as rich text. */
    ignoreTag?: boolean;
  }

  export const i18n: {
    translate(id: string, options: TranslateArguments): string;
    getLocale(): string;
  };
}
