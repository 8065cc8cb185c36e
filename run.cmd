@echo off
rem Sets up what is missing, then runs; says on stderr what it installs.
rem   run.cmd demo | test [pytest arguments] | python ARGS | any command of main.py
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "HERE=%~dp0"
if not defined ILSON_VENV set "ILSON_VENV=%HERE%.venv"
set "PY=%ILSON_VENV%\Scripts\python.exe"
if not exist "%PY%" (
  echo Ilson: creating the Python environment in %ILSON_VENV% 1>&2
  py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul || (
    echo Ilson: Python 3.11 or newer is needed. 1>&2
    exit /b 4
  )
  py -3 -m venv "%ILSON_VENV%" 1>&2 || exit /b 4
)
fc /b "%HERE%constraints.txt" "%ILSON_VENV%\installed.txt" >nul 2>nul
if errorlevel 1 (
  echo Ilson: installing the Python packages of constraints.txt 1>&2
  "%PY%" -m pip install -q --disable-pip-version-check --no-deps -r "%HERE%constraints.txt" 1>&2 || exit /b 4
  copy /y "%HERE%constraints.txt" "%ILSON_VENV%\installed.txt" >nul
)
if "%~1"=="test" goto test
if "%~1"=="python" goto python
"%PY%" "%HERE%main.py" %*
exit /b %errorlevel%

:python
for /f "tokens=1,*" %%a in ("%*") do "%PY%" %%b
exit /b %errorlevel%

:test
pushd "%HERE%"
"%ILSON_VENV%\Scripts\ruff.exe" check . || exit /b 1
"%ILSON_VENV%\Scripts\mypy.exe" || exit /b 1
for /f "tokens=1,*" %%a in ("%*") do set "REST=%%b"
"%PY%" -m pytest %REST%
exit /b %errorlevel%
