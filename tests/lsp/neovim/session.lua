-- What a person does: open a report, look at what is wrong, take the fix, and be told of something no more.
-- Called with the report in vim.g.report and the file to write to in vim.g.outcome.

local outcome = { diagnostics = {}, titles = {} }

local function wait(what, seconds)
  if not vim.wait(seconds * 1000, what, 20) then
    error('it never came to be: ' .. debug.traceback())
  end
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.code or ''] = diagnostic
  end
  return found
end

-- Take the offered action whose title begins so, as vim.ui.select lets a person do.
local function choose(title)
  local done = false
  vim.ui.select = function(items, _, on_choice)
    outcome.titles = vim.tbl_map(function(item)
      return item[2].title
    end, items)
    for index, item in ipairs(items) do
      if vim.startswith(item[2].title, title) then
        on_choice(item, index)
      end
    end
    done = true
  end
  vim.lsp.buf.code_action()
  wait(function()
    return done
  end, 20)
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.g.report))
  wait(function()
    return codes().C305
  end, 30)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(outcome.diagnostics, { diagnostic.code, diagnostic.lnum, diagnostic.col, diagnostic.end_col })
  end
  local unit = codes().C305
  vim.api.nvim_win_set_cursor(0, { unit.lnum + 1, unit.col })
  outcome.before = vim.api.nvim_get_current_line()
  choose('修复 C305')
  wait(function()
    return not codes().C305
  end, 20)
  outcome.after = vim.api.nvim_get_current_line()

  local total = codes().B402
  vim.api.nvim_win_set_cursor(0, { total.lnum + 1, total.col })
  local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 20000)
  for _, answer in pairs(hover) do
    outcome.hover = answer.result.contents.value
  end

  vim.fn.inputlist = function() -- Neovim asks the server's question with it
    return 1
  end
  choose('不再提示此处 B402')
  wait(function()
    return not codes().B402
  end, 20)
  vim.cmd('write')

  local clients = vim.lsp.get_active_clients()
  outcome.clients = #clients
  for _, client in ipairs(clients) do
    client.stop()
  end
  wait(function()
    return #vim.lsp.get_active_clients() == 0
  end, 20)
end

local good, problem = pcall(run)
outcome.problem = not good and tostring(problem) or nil
vim.fn.writefile({ vim.fn.json_encode(outcome) }, vim.g.outcome)
vim.cmd('qall!')
