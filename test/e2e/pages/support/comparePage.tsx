/// <reference path="../../../../media/shared/css.d.ts" />
import './compareHost.ts';
import '../../../../media/compare/main.tsx';
