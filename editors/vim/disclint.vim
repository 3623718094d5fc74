" disclint in Vim (8 or later) and Neovim without a language server: put this file into ~/.vim/plugin/.
"
" :Disclint checks the buffer as it stands, saved or not, and fills the quickfix list.
" Where disclint is not on PATH: let g:disclint_command = '/path/to/venv/bin/disclint'

if exists('g:loaded_disclint')
  finish
endif
let g:loaded_disclint = 1

" path:line:column: CODE[name] message; the summary at the end is no place.
let s:format = '%f:%l:%c: %m,%-G%.%#'

function! s:Check() abort
  let command = split(get(g:, 'disclint_command', 'disclint'))
  let name = expand('%:t') ==# '' ? 'untitled.md' : expand('%:p')
  let arguments = ['check', '-', '--stdin-filename', name, '--output-format', 'concise', '--color', 'never']
  let output = systemlist(join(map(command + arguments, 'shellescape(v:val)')), getline(1, '$'))
  if v:shell_error > 1
    echohl ErrorMsg | echomsg join(output, ' ') | echohl None
    return
  endif
  let before = &errorformat
  try
    let &errorformat = s:format
    cgetexpr output
  finally
    let &errorformat = before
  endtry
  " disclint counts characters, Vim bytes.
  let items = getqflist()
  for item in items
    let item.col = byteidx(getline(item.lnum), item.col - 1) + 1
  endfor
  call setqflist(items, 'r')
  call setqflist([], 'a', {'title': 'disclint'})
  if empty(items)
    cclose
    echo '没有发现问题 (nothing found)'
  else
    copen
    cfirst
  endif
endfunction

command! -bar Disclint call s:Check()
