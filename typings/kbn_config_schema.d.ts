/** The part of `@kbn/config-schema` that the workbench uses. */
declare module '@kbn/config-schema' {
  export interface Type<V> {
    /** Returns the value with defaults filled in, or throws an error whose message names the path. */
    validate(value: unknown, context?: Record<string, unknown>, namespace?: string): V;
  }

  export type TypeOf<T extends Type<unknown>> = ReturnType<T['validate']>;

  export interface TypeOptions<V> {
    defaultValue?: V | (() => V);
    /** Returns a message when the value is not acceptable. */
    validate?(value: V): string | void;
  }

  export type ObjectResult<P extends Record<string, Type<unknown>>> = { [Key in keyof P]: TypeOf<P[Key]> };

  export const schema: {
    boolean(options?: TypeOptions<boolean>): Type<boolean>;
    number(options?: TypeOptions<number> & { min?: number; max?: number }): Type<number>;
    string(options?: TypeOptions<string> & { minLength?: number; maxLength?: number }): Type<string>;
    uri(options?: TypeOptions<string> & { scheme?: string | string[] }): Type<string>;
    arrayOf<V>(type: Type<V>, options?: TypeOptions<V[]> & { minSize?: number; maxSize?: number }): Type<V[]>;
    object<P extends Record<string, Type<unknown>>>(
      props: P,
      options?: TypeOptions<Partial<ObjectResult<P>>> & { unknowns?: 'allow' | 'ignore' | 'forbid' },
    ): Type<ObjectResult<P>>;
    maybe<V>(type: Type<V>): Type<V | undefined>;
    any(): Type<unknown>;
  };
}
