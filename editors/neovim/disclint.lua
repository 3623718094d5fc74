-- disclint in Neovim (0.7 or later): diagnostics, fixes, hover. Put this file into ~/.config/nvim/plugin/.
--
-- The server is `disclint server`; without disclint on PATH say where it is:
--   vim.g.disclint_command = { '/path/to/venv/bin/disclint', 'server' }
-- Settings (docs/editors.md) go into vim.g.disclint_settings, e.g. { inlayHints = 'always' }.

local roots = { '.disclint.toml', 'disclint.toml', 'pyproject.toml', '.git' }

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  while true do
    for _, name in ipairs(roots) do
      if vim.loop.fs_stat(folder .. '/' .. name) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return vim.fn.fnamemodify(file, ':p:h')
    end
    folder = above
  end
end

local clients = {} -- by root, for Neovim 0.7, which has no vim.lsp.start

local function start(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.bo[buffer].buftype ~= '' then
    return
  end
  local root = root_of(file)
  local config = {
    name = 'disclint',
    cmd = vim.g.disclint_command or { 'disclint', 'server' },
    root_dir = root,
    init_options = vim.g.disclint_settings or vim.empty_dict(),
    -- "text" is Neovim's name; the server wants the protocol's.
    get_language_id = function(_, filetype)
      return filetype == 'text' and 'plaintext' or filetype
    end,
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local client = clients[root]
  if not client or vim.lsp.client_is_stopped(client) then
    config.workspace_folders = { { uri = vim.uri_from_fname(root), name = root } }
    client = vim.lsp.start_client(config)
    clients[root] = client
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'markdown', 'text', 'html', 'toml' },
  callback = function(event)
    start(event.buf)
  end,
})
