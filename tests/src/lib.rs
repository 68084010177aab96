//! Tests of the whole: the window over WebDriver (`e2e`) and rules of the tree (`tidy`). There is no library here.
