import { euiPaletteColorBlind, useEuiTheme, type UseEuiTheme } from '@elastic/eui';

type Theme = UseEuiTheme['euiTheme'];

/** Themes with their own severity scale (Borealis); older ones (Amsterdam) use four colours of the palette for charts. */
interface SeverityScale {
  neutral: string;
  warning: string;
  risk: string;
  danger: string;
}

function severityScale(theme: Theme): SeverityScale {
  const scale = (theme.colors as Partial<{ severity: SeverityScale }>).severity;
  if (scale) return scale;
  const palette = euiPaletteColorBlind();
  const pick = (index: number) => palette[index] ?? theme.colors.mediumShade;
  return { neutral: pick(0), warning: pick(5), risk: pick(7), danger: pick(9) };
}

export interface Tokens {
  theme: Theme;
  /** Dots and bars beside a word; never the only carrier of a meaning. */
  severity: Record<'low' | 'medium' | 'high' | 'critical', string>;
  /** Bars of the verdicts. */
  verdict: Record<'caught' | 'weakened' | 'blinded' | 'missed' | 'unknown' | 'not_applicable' | 'uncovered', string>;
  mono: { fontFamily: string };
}

/** Colours and fonts from the theme at hand, under the names of the product. */
export function useTokens(): Tokens {
  const { euiTheme: theme } = useEuiTheme();
  const scale = severityScale(theme);
  const { colors } = theme;
  return {
    theme,
    severity: { low: scale.neutral, medium: scale.warning, high: scale.risk, critical: scale.danger },
    verdict: {
      caught: colors.success,
      weakened: colors.warning,
      blinded: colors.danger,
      missed: scale.risk,
      unknown: colors.mediumShade,
      not_applicable: colors.lightShade,
      uncovered: colors.mediumShade,
    },
    mono: { fontFamily: theme.font.familyCode ?? 'monospace' },
  };
}
