/** Our own mark: a shield with a port in it. */
import React, { type SVGProps } from 'react';

export function BrandIcon(props: SVGProps<SVGSVGElement>) {
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32" {...props}>
      <path fill="#0B64DD" d="M16 2 4 6v9c0 7.3 5 12.6 12 15V2Z" />
      <path fill="#16C5C0" d="m16 2 12 4v9c0 7.3-5 12.6-12 15V2Z" />
      <circle cx="16" cy="15" r="6" fill="#fff" />
      <circle cx="16" cy="15" r="2.5" fill="#0B64DD" />
    </svg>
  );
}
