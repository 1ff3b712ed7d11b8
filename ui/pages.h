#pragma once

#include "shell/main_window.h"

namespace tunedesk
{

/// Every page of the rail, in its order. A new page is one line there.
std::vector<PageFactory> allPages();

} // namespace tunedesk
