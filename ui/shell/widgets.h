#pragma once

// The building blocks of every page.
#include "shell/badge.h"
#include "shell/button.h"
#include "shell/pane.h"
#include "shell/text_label.h"
